import { createNeonClient, type NeonCaller, type NeonClientOptions } from '@neon-api/client';
import { startEmulator } from '@neon-api/emulator';
import { Client } from 'pg';

export interface EmulatedNeon {
  readonly neon: NeonCaller;
  readonly apiUrl: string;
  readonly apiKey: string;
  /** Another client of the same Neon, as another process would have. */
  connect(options?: NeonClientOptions): NeonCaller;
  stop(): Promise<void>;
}

/** A client of an emulator of its own, with real Postgres unless it is off. */
export async function startEmulatedNeon({ postgres }: { postgres?: 'off' } = {}): Promise<EmulatedNeon> {
  const emulator = await startEmulator({
    ...{ port: 0, postgresPort: 0, speed: 'instant', strict: true },
    ...(postgres && { postgres, log: () => undefined }),
  });
  const { apiUrl, apiKey } = emulator;
  const connect = (options: NeonClientOptions = {}): NeonCaller =>
    createNeonClient({ apiKey, baseUrl: apiUrl, ...options });
  return { neon: connect(), apiUrl, apiKey, connect, stop: () => emulator.stop() };
}

/** The rows of one statement, over a connection of its own. */
export async function query<Row extends object>(uri: string, sql: string): Promise<Row[]> {
  const connection = new Client({ connectionString: uri });
  await connection.connect();
  try {
    return (await connection.query<Row>(sql)).rows;
  } finally {
    await connection.end();
  }
}
