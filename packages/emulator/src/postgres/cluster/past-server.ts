import { join } from 'node:path';
import type { DataPoint, TenantSettings } from '../../data-plane/index.ts';
import { createQueue } from '../../support/index.ts';
import { createBranchAdmin } from '../admin/index.ts';
import { dataDirOf, writeServerFile } from '../root-dir/index.ts';
import type { Branch } from './branch.ts';
import type { BranchHost } from './branch-host.ts';
import { createPausedServer, createServerProcess } from './server-process.ts';
import type { Standby } from './standby.ts';

export interface Past {
  readonly branchId: string;
  readonly branch: Branch;
  readonly at: DataPoint;
}

/**
 * Creates a server on a copy of the branch at a point. It stays in recovery, so no session can write, whatever it sets.
 * Roles have their present passwords, as on a compute of Neon. A start copies the branch; a stop removes `dir`.
 */
export function createPastServer(dir: string, { branchId, branch, at }: Past, host: BranchHost): Standby {
  const queue = createQueue();
  const dataDir = dataDirOf(dir);
  const tenantSettings = (): TenantSettings => host.tenantSettingsOf(branchId);
  let holder: string | undefined;
  const onCrash = (): void => host.onCrash(holder === undefined ? [] : [holder]);
  const server = createServerProcess(() => dir, host, onCrash, { kind: 'standby', tenantSettings });
  let exists = false;

  async function stop(): Promise<void> {
    if (!exists) return;
    await server.stop('immediate');
    await host.spares.discard(dir);
    exists = false;
  }

  async function copy(): Promise<void> {
    requireRetained(at, host.historyMsOf(branchId));
    const { roles } = await branch.administer((admin) => admin.readContents());
    exists = true;
    await host.spares.take(dir);
    await branch.copyDataTo(dataDir, at);
    const writer = createPausedServer(() => dir, host, tenantSettings);
    try {
      // The first start replays the log up to the point.
      await writer.start();
      await createBranchAdmin(writer.requireStarted().login).adoptPasswords(roles);
    } finally {
      await writer.stop('clean');
    }
    writeServerFile(join(dataDir, 'postgresql.auto.conf'), '');
    writeServerFile(join(dataDir, 'standby.signal'), '');
  }

  return {
    hold: (wanted) =>
      queue.run(async () => {
        server.assertOpen();
        if (server.running) return server.running.address;
        await stop();
        holder = wanted;
        try {
          await copy();
          return await server.start();
        } catch (error) {
          await stop();
          throw error;
        }
      }),
    release: () => queue.run(stop),
    async close() {
      server.close();
      await queue.run(stop);
    },
  };
}

/** A history can reach further back than the project retains it, until it is trimmed. */
function requireRetained(at: DataPoint, historyMs: number): void {
  if ('lsn' in at || !(Date.parse(at.timestamp) < Date.now() - historyMs)) return;
  throw new Error(
    `The time ${at.timestamp} is before the branch's history; the project retains ${historyMs / 1000} seconds of it.`,
  );
}
