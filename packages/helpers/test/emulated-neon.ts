import { createNeonClient, type NeonCaller, type NeonClientOptions } from '@neon-api/client';
import { startEmulator } from '@neon-api/emulator';
import { Client } from 'pg';

export interface EmulatedNeon {
  readonly neon: NeonCaller;
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly orgId: string;
  /** Creates another client of the same emulator, like one in another process. */
  connect(options?: NeonClientOptions): NeonCaller;
  stop(): Promise<void>;
}

/** Starts an emulator with a client, and with real Postgres unless `postgres` is `off`. */
export async function startEmulatedNeon({ postgres }: { postgres?: 'off' } = {}): Promise<EmulatedNeon> {
  const emulator = await startEmulator({
    ...{ port: 0, postgresPort: 0, speed: 'instant', strict: true },
    ...(postgres && { postgres, log: () => undefined }),
  });
  const { apiUrl, apiKey, orgId } = emulator;
  const connect = (options: NeonClientOptions = {}): NeonCaller =>
    createNeonClient({ apiKey, baseUrl: apiUrl, orgId, ...options });
  return { neon: connect(), apiUrl, apiKey, orgId, connect, stop: () => emulator.stop() };
}

/** Runs one statement on its own connection and returns the rows. */
export async function query<Row extends object>(uri: string, sql: string): Promise<Row[]> {
  const connection = new Client({ connectionString: uri });
  await connection.connect();
  try {
    return (await connection.query<Row>(sql)).rows;
  } finally {
    await connection.end();
  }
}
