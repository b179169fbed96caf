import type { NeonCaller } from '@neon-api/client';
import { connectionUris, ensureProject } from '@neon-api/helpers';
import { requireOrganization } from '../require-organization.ts';
import { chooseDatabase, type DatabaseChoice, noDatabase } from './choose-database.ts';

/** The project of an emulator whose database fleets use if they have no other. */
const PROJECT = 'neon-fleet';
const PROBE_MS = 5_000;

/**
 * Returns the URI of the database of a fleet: the given one, or that of the project `neon-fleet` in the local emulator
 * that the client uses. Creates this project if it is missing, but never in an account of Neon.
 *
 * @throws NeonUsageError if there is no database
 */
export async function findDatabase(neon: NeonCaller, given: Omit<DatabaseChoice, 'baseUrl'>): Promise<string> {
  const chosen = chooseDatabase({ ...given, baseUrl: neon.baseUrl });
  if (chosen.kind === 'uri') return chosen.uri;
  // A proxy to Neon may listen on loopback.
  if (!(await isEmulator(chosen.baseUrl))) {
    throw noDatabase(`The fleet has no database, and no emulator answers at ${new URL(chosen.baseUrl).host}`);
  }
  // An emulator requires an organization by default, as Neon does.
  const orgId = await requireOrganization(neon);
  const { value: project } = await ensureProject(neon, { name: PROJECT, orgId });
  const { direct } = await connectionUris(neon, { projectId: project.id });
  return direct;
}

/** Whether the server has the admin API of an emulator, which refuses calls without its token. */
async function isEmulator(baseUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/__emulator/clock', baseUrl), { signal: AbortSignal.timeout(PROBE_MS) });
    return answer.status === 401 && (await answer.text()).includes('admin token');
  } catch {
    return false;
  }
}
