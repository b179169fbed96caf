import { neon, neonConfig } from '@neondatabase/serverless';
import type { DataPlane, DataPlaneEvents } from '../../src/data-plane/index.ts';
import { createPgliteDataPlane, type PgliteDataPlaneOptions } from '../../src/pglite/index.ts';
import { testTemplate } from './pglite-template.ts';

export interface Login {
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  /** Startup options, such as `-c work_mem=7MB`. */
  readonly options?: string;
}

/** A data plane on PGlite, and helpers for tests. */
export interface TestPglite extends AsyncDisposable {
  readonly dataPlane: DataPlane;
  /** Creates branch `br-NAME` with role `owner`, database `app` and endpoint `ep-NAME`. */
  createBranch(name: string): Promise<void>;
  /** Copies a branch, and opens an endpoint on the copy. */
  copyBranch(parent: string, name: string): Promise<void>;
  open(name: string): Promise<void>;
  uriOf(name: string, login?: Login): string;
  /** Sends SQL with the serverless driver. Returns the values of all columns of all rows, in order. */
  query(name: string, text: string, login?: Login): Promise<unknown[]>;
}

export function startTestPglite(
  options: PgliteDataPlaneOptions = { template: testTemplate() },
  events: DataPlaneEvents = { endpointStarted() {}, endpointSuspended() {} },
): TestPglite {
  const dataPlane = createPgliteDataPlane(options)(events);
  // Test files share the driver's module, so its setting is restored.
  const { fetchFunction } = neonConfig;
  neonConfig.fetchFunction = (url: string, init: RequestInit) => dataPlane.serverless?.fetch(new Request(url, init));

  const open = (name: string): Promise<void> =>
    dataPlane.openEndpoint({ endpointId: `ep-${name}`, branchId: `br-${name}` });

  function uriOf(name: string, login: Login = {}): string {
    const { user = 'owner', password = 'first', database = 'app', options: startup = '' } = login;
    const host = `ep-${name}.c-1.us-east-1.aws.neon.localhost`;
    return `postgresql://${user}:${password}@${host}/${database}?options=${encodeURIComponent(startup)}`;
  }

  return {
    dataPlane,
    async createBranch(name) {
      await dataPlane.createBranch({
        branchId: `br-${name}`,
        pgVersion: 18,
        roles: [{ name: 'owner', password: 'first' }],
        databases: [{ name: 'app', owner: 'owner' }],
      });
      await open(name);
    },
    async copyBranch(parent, name) {
      await dataPlane.copyBranch({ branchId: `br-${name}`, parentId: `br-${parent}` });
      await open(name);
    },
    open,
    uriOf,
    async query(name, text, login) {
      const rows = (await neon(uriOf(name, login), { arrayMode: true }).query(text)) as unknown[][];
      return rows.flat();
    },
    async [Symbol.asyncDispose]() {
      neonConfig.fetchFunction = fetchFunction;
      await dataPlane.stop();
    },
  };
}
