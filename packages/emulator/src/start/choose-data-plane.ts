import { join } from 'node:path';
import { messageOf } from '@neon-api/ground';
import {
  type ConnectionRefusal,
  createOffDataPlane,
  type DataPlane,
  type DataPlaneEvents,
  type EndpointOutlook,
  type TenantSettings,
} from '../data-plane/index.ts';
import { EmulatorStartError } from '../errors/index.ts';
import { createTemporaryDir, removeDir } from './data-dir.ts';
import type { ResolvedOptions } from './emulator-options.ts';

interface StartedDataPlane {
  readonly dataPlane: DataPlane;
  stop(): Promise<void>;
}

/** The control plane, as the data plane sees it. */
export interface ControlPlaneLink {
  /** Called while the data plane starts, once other processes and threads work for it. */
  readonly onPrepared: () => void;
  /** Returns why a client may not connect from its address, or undefined if it may. */
  readonly judgeConnection: (endpointId: string, address: string) => ConnectionRefusal | undefined;
  readonly events: DataPlaneEvents;
  /** Returns the history retention of the project that a branch or snapshot belongs to. */
  readonly historySecondsOf: (branchId: string) => number | undefined;
  /** Returns what the API sets for a branch's server, or for the one of a read-only endpoint. */
  readonly tenantSettingsOf: (branchId: string, endpointId?: string) => TenantSettings;
  /** Returns whether that project has unfinished operations. */
  readonly isAtWork: (branchId: string) => boolean;
  /** Waits for the operations that may open an endpoint, and returns its state. */
  readonly awaitEndpoint: (endpointId: string, signal: AbortSignal) => Promise<EndpointOutlook>;
}

/** Starts the data plane: the injected one, none, or Postgres in the data directory or a temporary folder. */
export async function chooseDataPlane(
  options: ResolvedOptions,
  dataDir: string | undefined,
  link: ControlPlaneLink,
): Promise<StartedDataPlane> {
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

function withStop(dataPlane: DataPlane, cleanUp: () => void = () => {}): StartedDataPlane {
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
