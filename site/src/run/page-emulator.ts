import { createEmulator, type DataPlane, type DataPlaneEvents, type FetchEmulator } from '@neon-api/emulator/fetch';
import { seededRandom } from '@neon-api/ground';
import { createExampleWorld, type ExampleWorld } from './example-world.ts';

/** An emulator for programs of the page, with a project that has a branch. */
export interface PageEmulator {
  readonly emulator: FetchEmulator;
  readonly hasPostgres: boolean;
  readonly world: ExampleWorld;
}

const SEED = { projects: [{ project: { name: 'example' }, branches: [{ name: 'dev' }] }] };
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
  return { emulator, hasPostgres, world: await createExampleWorld(emulator) };
}

/** Loads PGlite while the template is on its way. */
async function createDataPlane(template: Promise<Blob> | undefined): Promise<(events: DataPlaneEvents) => DataPlane> {
  // The first branch reports the error.
  template?.catch(() => {});
  const { createPgliteDataPlane } = await import('@neon-api/emulator/pglite');
  return createPgliteDataPlane(template === undefined ? {} : { template });
}
