import { createEmulator, type DataPlane, type DataPlaneEvents, type FetchEmulator } from '@neon-api/emulator/fetch';
import { seededRandom } from '@neon-api/ground';

/** An emulator for programs of the page, with a project that has a branch. */
export interface PageEmulator {
  readonly emulator: FetchEmulator;
  readonly hasPostgres: boolean;
  /** Returns code in which the ids of examples are those of this emulator's project. */
  fillIds(code: string): string;
}

const SEED = { projects: [{ project: { name: 'example' }, branches: [{ name: 'dev' }] }] };
/** The ids that the examples of the reference use, with the prefix that tells their kind. */
const EXAMPLE_ID = /\b(org-|br-|ep-|)quiet-field-12345678\b/g;

/** What an emulator with Postgres starts from: a file of `dumpPgliteTemplate`. */
export type ReadTemplate = () => Promise<Blob>;

/**
 * Starts an emulator. With Postgres, PGlite is loaded: several megabytes. Without a template, it runs `initdb` first. The
 * ids are the same each time.
 */
export async function startPageEmulator(hasPostgres: boolean, readTemplate?: ReadTemplate): Promise<PageEmulator> {
  const emulator = await createEmulator({
    random: seededRandom(1),
    seed: SEED,
    log: () => {},
    ...(hasPostgres ? { dataPlane: await createDataPlane(readTemplate?.()) } : {}),
  });
  const ids = await readIds(emulator);
  return {
    emulator,
    hasPostgres,
    fillIds: (code) => code.replaceAll(EXAMPLE_ID, (id, prefix: string) => ids.get(prefix) ?? id),
  };
}

/** Loads PGlite while the template is on its way. */
async function createDataPlane(template: Promise<Blob> | undefined): Promise<(events: DataPlaneEvents) => DataPlane> {
  // The first branch reports the error.
  template?.catch(() => {});
  const { createPgliteDataPlane } = await import('@neon-api/emulator/pglite');
  return createPgliteDataPlane(template === undefined ? {} : { template });
}

/** Returns the ids of the example project by their prefix. */
async function readIds({ fetch, apiUrl, apiKey, orgId }: FetchEmulator): Promise<ReadonlyMap<string, string>> {
  const read = async <Body>(path: string): Promise<Body> => {
    const response = await fetch(`${apiUrl}${path}`, { headers: { Authorization: `Bearer ${apiKey}` } });
    return (await response.json()) as Body;
  };
  const { projects } = await read<{ projects: { id: string }[] }>(`/projects?org_id=${orgId}`);
  const project = projects[0]?.id ?? '';
  const { branches } = await read<{ branches: { id: string; default: boolean }[] }>(`/projects/${project}/branches`);
  const { endpoints } = await read<{ endpoints: { id: string }[] }>(`/projects/${project}/endpoints`);
  return new Map([
    ['', project],
    ['org-', orgId],
    ['br-', branches.find((branch) => branch.default)?.id ?? ''],
    ['ep-', endpoints[0]?.id ?? ''],
  ]);
}
