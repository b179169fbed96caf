import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import type { DataPlane } from '../../src/data-plane/index.ts';
import { composeDataPlane, type PostgresDataPlaneOptions } from '../../src/postgres/index.ts';

/** A data plane with real Postgres in its own folder, and helpers for tests. */
export interface TestPostgres extends AsyncDisposable {
  readonly dataPlane: DataPlane;
  readonly rootDir: string;
  /** Creates branch `br-NAME` with role `owner`, database `app` and endpoint `ep-NAME`; default Postgres 17. */
  createBranch(name: string, pgVersion?: number): Promise<void>;
  open(name: string): Promise<void>;
  connect(name: string, config?: ClientConfig): Promise<Client>;
  /** Returns the values of all columns of all rows, in order. */
  query(name: string, sql: string, config?: ClientConfig): Promise<unknown[]>;
}

export async function startTestPostgres(options: Partial<PostgresDataPlaneOptions> = {}): Promise<TestPostgres> {
  const rootDir = options.rootDir ?? mkdtempSync(join(tmpdir(), 'neon-test-'));
  const { dataPlane } = await composeDataPlane({
    mode: 'embedded',
    temporary: true,
    port: 0,
    ...options,
    rootDir,
  });

  async function connect(name: string, config: ClientConfig = {}): Promise<Client> {
    const client = new Client({
      host: '127.0.0.1',
      port: dataPlane.address?.port ?? 0,
      user: 'owner',
      password: 'first',
      database: 'app',
      options: `endpoint=ep-${name}`,
      ...config,
    });
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  const open = (name: string): Promise<void> =>
    dataPlane.openEndpoint({ endpointId: `ep-${name}`, branchId: `br-${name}` });

  return {
    dataPlane,
    rootDir,
    async createBranch(name, pgVersion = 17) {
      await dataPlane.createBranch({
        branchId: `br-${name}`,
        pgVersion,
        roles: [{ name: 'owner', password: 'first' }],
        databases: [{ name: 'app', owner: 'owner' }],
      });
      await open(name);
    },
    open,
    connect,
    async query(name, sql, config) {
      const client = await connect(name, config);
      try {
        return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows.flat();
      } finally {
        await client.end();
      }
    },
    async [Symbol.asyncDispose]() {
      await dataPlane.stop();
      rmSync(rootDir, { recursive: true, force: true });
    },
  };
}
