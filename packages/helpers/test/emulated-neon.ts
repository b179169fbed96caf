import { createNeonClient, type NeonCaller, type NeonClientOptions } from '@neon-api/client';
import { startEmulator } from '@neon-api/emulator';
import { createEmulator } from '@neon-api/emulator/fetch';
import { Client } from 'pg';

export interface EmulatedNeon {
  readonly neon: NeonCaller;
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly orgId: string;
  /** Sends a request to the emulator. */
  readonly fetch: typeof globalThis.fetch;
  /** Creates another client of the same emulator, like one in another process. */
  connect(options?: NeonClientOptions): NeonCaller;
  stop(): Promise<void>;
}

export interface EmulatedNeonOptions {
  /** Without Postgres, only the API works. */
  readonly postgres?: 'off';
  /** Without HTTP, `fetch` calls the emulator in this process, and there is no Postgres. A request takes half as long. */
  readonly http?: 'off';
}

/** Starts an emulator with a client. */
export async function startEmulatedNeon({ postgres, http }: EmulatedNeonOptions = {}): Promise<EmulatedNeon> {
  const common = { speed: 'instant', strict: true } as const;
  if (http === 'off') {
    const emulator = await createEmulator({ ...common, log: () => undefined });
    return withClients(emulator, emulator.fetch);
  }
  const emulator = await startEmulator({
    ...{ port: 0, postgresPort: 0, ...common },
    ...(postgres && { postgres, log: () => undefined }),
  });
  return withClients(emulator, globalThis.fetch);
}

type Started = Pick<EmulatedNeon, 'apiUrl' | 'apiKey' | 'orgId' | 'stop'>;

function withClients(emulator: Started, fetch: typeof globalThis.fetch): EmulatedNeon {
  const { apiUrl, apiKey, orgId } = emulator;
  const connect = (options: NeonClientOptions = {}): NeonCaller =>
    createNeonClient({ apiKey, baseUrl: apiUrl, orgId, fetch, ...options });
  return { neon: connect(), apiUrl, apiKey, orgId, fetch, connect, stop: () => emulator.stop() };
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
