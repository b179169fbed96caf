import { createNeonClient } from '@neon-api/client';
import { afterEach } from 'vitest';
import { type CreateFleetOptions, createFleet, type Fleet } from '../src/index.ts';
import type { TestFleetWorld } from './use-database.ts';

/** Returns a function that opens a fleet on the database. They are closed after the test. */
export function useFleets(
  database: () => TestFleetWorld,
): (name: string, options?: Partial<CreateFleetOptions>) => Promise<Fleet> {
  const open: Fleet[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((fleet) => fleet.close()));
  });
  return async (name, options) => {
    const { connectionString, emulator } = database();
    const { apiKey, apiUrl: baseUrl, orgId } = emulator;
    const fleet = await createFleet({
      connectionString,
      neon: (rateLimit) => createNeonClient({ apiKey, baseUrl, orgId, rateLimit }),
      name,
      ...options,
    });
    open.push(fleet);
    return fleet;
  };
}
