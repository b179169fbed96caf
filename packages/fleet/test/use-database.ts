import { createNeonClient, type NeonCaller } from '@neon-api/client';
import { type Emulator, startEmulator } from '@neon-api/emulator';
import { provisionProject } from '@neon-api/helpers';
import { Pool } from 'pg';
import { afterAll, beforeAll } from 'vitest';

/** A Neon and a Postgres database of its own for the queue. */
export interface TestFleetWorld {
  readonly emulator: Emulator;
  readonly neon: NeonCaller;
  readonly connectionString: string;
  readonly pool: Pool;
}

/** Starts an emulator for the tests of a file; a database of it is the database of the fleet. */
export function useDatabase(): () => TestFleetWorld {
  let world: TestFleetWorld | undefined;
  beforeAll(async () => {
    const emulator = await startEmulator({ port: 0, postgresPort: 0, speed: 'instant', log: () => undefined });
    const { apiKey, apiUrl: baseUrl, orgId } = emulator;
    const neon = createNeonClient({ apiKey, baseUrl, orgId });
    const { uris } = await provisionProject(neon, { name: 'fleet' });
    const pool = new Pool({ connectionString: uris.direct });
    // The emulator stops before the pool is garbage.
    pool.on('error', () => undefined);
    world = { emulator, neon, connectionString: uris.direct, pool };
  }, 90_000);
  afterAll(async () => {
    await world?.pool.end();
    await world?.emulator.stop();
  });
  return () => {
    if (world === undefined) throw new Error('The database has not started.');
    return world;
  };
}
