import { createNeonClient, type NeonClient } from '@neon-api/client';
import { startEmulator } from '@neon-api/emulator';
import { Client } from 'pg';

export interface EmulatedNeon {
  readonly neon: NeonClient;
  stop(): Promise<void>;
}

/** A client of an emulator of its own, with real Postgres. */
export async function startEmulatedNeon(): Promise<EmulatedNeon> {
  const emulator = await startEmulator({ port: 0, postgresPort: 0, speed: 'instant', strict: true });
  const neon = createNeonClient({ apiKey: emulator.apiKey, baseUrl: emulator.apiUrl });
  return { neon, stop: () => emulator.stop() };
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
