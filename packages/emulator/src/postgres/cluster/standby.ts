import { basename, join } from 'node:path';
import { messageOf } from '@neon-api/ground';
import type { TenantSettings } from '../../data-plane/index.ts';
import { createQueue } from '../../support/index.ts';
import { ADMIN_ROLE, withAdmin } from '../admin/index.ts';
import { dataDirOf, writeServerFile } from '../root-dir/index.ts';
import type { Branch } from './branch.ts';
import type { BranchHost } from './branch-host.ts';
import type { HolderNeeds, OwnPort } from './own-port.ts';
import type { ServerAddress } from './server-address.ts';
import { createServerProcess } from './server-process.ts';

/** The server of an active endpoint: its branch's server, or a standby. */
export interface ComputeServer {
  /**
   * Resolves when the server accepts connections, on the holder's own port if it has one. A holder counts only once.
   */
  hold(holder: string, needs?: Pick<HolderNeeds, 'ownPort'>): Promise<ServerAddress>;
  release(holder: string): Promise<void>;
}

/** The server of one read-only endpoint. */
export interface Standby extends ComputeServer {
  /** Stops it permanently. */
  close(): Promise<void>;
}

interface Followed {
  readonly branch: Branch;
  /** Address of the branch's server when the copy was made. */
  readonly address: ServerAddress;
  readonly holder: string;
}

/**
 * Creates a hot standby: a copy of the branch's data directory that follows the branch's log over a replication
 * connection. It rejects writes whatever a session sets, and `pg_is_in_recovery()` is true, as in Neon's read replicas
 * (https://neon.com/docs/introduction/read-replicas). Each start makes a new copy; each stop removes `dir`.
 */
export function createStandby(
  dir: string,
  branchOf: () => Branch,
  tenantSettings: () => TenantSettings,
  host: BranchHost,
): Standby {
  const queue = createQueue();
  let followed: Followed | undefined;
  const server = createServerProcess(
    () => dir,
    host,
    () => host.onCrash(followed ? [followed.holder] : []),
    { kind: 'standby', tenantSettings },
  );

  async function stop(): Promise<void> {
    if (!followed) return;
    const { branch, holder } = followed;
    await server.stop('immediate');
    await host.spares.discard(dir);
    followed = undefined;
    await branch.release(holder);
  }

  /** Follows the branch's server at its new address; it still has the same log. */
  async function followTo(address: ServerAddress): Promise<void> {
    if (!followed || !server.running) return;
    followed = { ...followed, address };
    follow(dir, address, host.adminPassword);
    await withAdmin(server.running.login, { work: 'follow branch' }, (session) =>
      session.query('SELECT pg_reload_conf()'),
    );
  }

  function onMoved(address: ServerAddress): void {
    queue
      .run(() => followTo(address))
      .catch((error: unknown) => host.log(`${basename(dir)} does not follow its branch: ${messageOf(error)}`));
  }

  async function start(holder: string, ownPort: OwnPort | undefined): Promise<ServerAddress> {
    server.assertOpen();
    const branch = branchOf();
    const address = await branch.hold(holder, { onMoved });
    // A restarted server has another address.
    const isCurrent = followed?.branch === branch && followed.address === address;
    if (server.running && isCurrent) return server.running.address;
    await stop();
    followed = { branch, address: await branch.hold(holder, { onMoved }), holder };
    try {
      await host.spares.take(dir);
      await branch.copyForStandby(dataDirOf(dir));
      follow(dir, followed.address, host.adminPassword);
      return await server.start(ownPort);
    } catch (error) {
      await stop();
      throw error;
    }
  }

  return {
    hold: (holder, { ownPort } = {}) => queue.run(() => start(holder, ownPort)),
    release: () => queue.run(stop),
    async close() {
      server.close();
      await queue.run(stop);
    },
  };
}

/** Makes the copy in `dir` follow the server at `address`. The password is in a file: tenants can read settings. */
function follow(dir: string, { host, port }: ServerAddress, password: string): void {
  const passwordFile = join(dir, 'primary-password');
  writeServerFile(passwordFile, `*:*:*:${ADMIN_ROLE}:${password.replaceAll(/[\\:]/g, String.raw`\$&`)}\n`);
  const connection = { host, port: String(port), user: ADMIN_ROLE, passfile: passwordFile, sslmode: 'disable' };
  const conninfo = Object.entries(connection)
    .map(([name, value]) => `${name}='${value.replaceAll(/['\\]/g, String.raw`\$&`)}'`)
    .join(' ');
  const quoted = conninfo.replaceAll('\\', String.raw`\\`).replaceAll("'", "''");
  writeServerFile(join(dataDirOf(dir), 'postgresql.auto.conf'), `primary_conninfo = '${quoted}'\n`);
  writeServerFile(join(dataDirOf(dir), 'standby.signal'), '');
}
