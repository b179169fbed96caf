import { join } from 'node:path';
import { messageOf } from '@neon-api/ground';
import type { ControlPlaneLink, StartedDataPlane } from '../compose/index.ts';
import { createOffDataPlane } from '../data-plane/index.ts';
import { EmulatorStartError } from '../errors/index.ts';
import type { PortDataPlane } from '../listener/index.ts';
import { createTemporaryDir, removeDir } from './data-dir.ts';
import type { ResolvedOptions } from './emulator-options.ts';

/** Starts the data plane: the injected one, none, or Postgres in the data directory or a temporary folder. */
export async function chooseDataPlane(
  options: ResolvedOptions,
  dataDir: string | undefined,
  link: ControlPlaneLink,
): Promise<StartedDataPlane<PortDataPlane>> {
  const { dataPlane: injected, postgres: mode, log } = options;
  if (injected) return withStop(typeof injected === 'function' ? injected(link.events) : injected);
  if (mode === 'off') return withStop(createOffDataPlane());

  // Imported only here, so that the control plane starts without it.
  const { composeDataPlane } = await import('../postgres/index.ts');
  const temporary = dataDir === undefined;
  const rootDir = temporary ? createTemporaryDir() : join(dataDir, 'postgres');
  const removeRoot = (): void => {
    if (temporary) removeDir(rootDir);
  };
  try {
    const port = options.postgresPort;
    const { dataPlane, notice } = await composeDataPlane({
      mode,
      rootDir,
      temporary,
      port,
      log,
      extensionsDir: options.extensions,
      hostNames: options.httpsPort !== undefined,
      direct: options.direct,
      ...link,
    });
    if (notice) log(notice);
    return withStop(dataPlane, removeRoot);
  } catch (error) {
    removeRoot();
    throw new EmulatorStartError(messageOf(error), { cause: error });
  }
}

function withStop(dataPlane: PortDataPlane, cleanUp: () => void = () => {}): StartedDataPlane<PortDataPlane> {
  return {
    dataPlane,
    async stop() {
      try {
        await dataPlane.stop();
      } finally {
        cleanUp();
      }
    },
  };
}
