import { createNeonClient, type NeonClient } from '@neon-api/client';
import { startEmulator } from '@neon-api/emulator';
import { resolveOrg } from '@neon-api/helpers';

/** The API to use, and how to stop it. */
export interface Target {
  readonly name: 'emulator' | 'live';
  readonly apiUrl: string;
  readonly neon: NeonClient;
  stop(): Promise<void>;
}

export async function openTarget(live: boolean): Promise<Target> {
  if (live) {
    const apiUrl = process.env.NEON_API_BASE_URL || 'https://console.neon.tech/api/v2';
    // Neon requires an organization to create a project. NEON_ORG_ID chooses one if the key reaches several.
    const orgId = process.env.NEON_ORG_ID || (await resolveOrg(createNeonClient({ baseUrl: apiUrl }))).id;
    return { name: 'live', apiUrl, neon: createNeonClient({ baseUrl: apiUrl, orgId }), stop: async () => {} };
  }
  const emulator = await startEmulator({ port: 0, postgresPort: 0 });
  if (emulator.postgres.kind === 'off') {
    await emulator.stop();
    throw new Error(
      'The quickstart found no Postgres. Install the optional dependencies of @neon-api/emulator, or put a Postgres on PATH.',
    );
  }
  const neon = createNeonClient({ apiKey: emulator.apiKey, baseUrl: emulator.apiUrl, orgId: emulator.orgId });
  return { name: 'emulator', apiUrl: emulator.apiUrl, neon, stop: () => emulator.stop() };
}
