import { join } from 'node:path';
import { type CreateControlPlane, composePlanes, type Planes, type Storage } from '../compose/index.ts';
import { sharedContract } from '../contract/index.ts';
import { lockDirectory } from '../directory-lock/index.ts';
import type { PortDataPlane } from '../listener/index.ts';
import { createFileObjects } from '../objects/index.ts';
import { createStateFile, wasRecovered } from '../state/index.ts';
import { chooseDataPlane } from './choose-data-plane.ts';
import { prepareDataDir } from './data-dir.ts';
import type { ResolvedOptions } from './emulator-options.ts';
import { type Access, keepAccess } from './kept-access.ts';

export interface StartedPlanes extends Planes<PortDataPlane> {
  readonly access: Access;
}

/** Starts everything except the listener. If it fails, it stops what it has started. */
export async function startPlanes(options: ResolvedOptions): Promise<StartedPlanes> {
  const dataDir = options.dataDir === undefined ? undefined : prepareDataDir(options.dataDir);
  const lock = dataDir === undefined ? undefined : await lockDirectory(dataDir, join(dataDir, 'control-plane.lock'));
  try {
    const access = dataDir === undefined ? options : await keepAccess(dataDir, options);
    const planes = await startIn(dataDir, access);
    const stop = async (): Promise<void> => {
      try {
        await planes.stop();
      } finally {
        await lock?.release();
      }
    };
    return { ...planes, access, stop };
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

function startIn(dataDir: string | undefined, options: ResolvedOptions): Promise<Planes<PortDataPlane>> {
  return composePlanes(options, {
    storage: dataDir === undefined ? undefined : openStorage(dataDir, options),
    objects: createFileObjects(dataDir === undefined ? undefined : join(dataDir, 'objects')),
    startDataPlane: (link) => chooseDataPlane(options, dataDir, link),
    loadControlPlane: () => loadControlPlane(options),
  });
}

function openStorage(dataDir: string, { recover, clock, log }: ResolvedOptions): Storage {
  return {
    file: createStateFile(dataDir, { recover, clock, log }),
    wasRecovered: () => wasRecovered(dataDir),
  };
}

/** Imports the modules of the API, which takes a tenth of a second, while Postgres is prepared. */
async function loadControlPlane(options: ResolvedOptions): Promise<CreateControlPlane> {
  const [{ createControlPlane }, { createPages }] = await Promise.all([
    import('../control-plane/index.ts'),
    import('../pages/index.ts'),
  ]);
  const contract = sharedContract();
  return (context, operationFaults) =>
    createControlPlane({ ...options, contract, pages: createPages(contract) }, context, operationFaults);
}
