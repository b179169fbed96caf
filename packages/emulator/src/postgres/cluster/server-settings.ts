import type { TenantSettings } from '../../data-plane/index.ts';
import { CLIENT_SESSIONS, SERVER_CONNECTIONS, SUPERUSER_CONNECTIONS } from '../admission/index.ts';
import type { DirectListening } from './own-port.ts';
import type { ServerAddress } from './server-address.ts';

const FIRST_VERSION_WITH_SYNCFS = 14;
const FIRST_VERSION_WITH_CONNECTION_CHECK = 14;

const LOOPBACK = '127.0.0.1';

/** https://neon.com/docs/guides/logical-replication-neon#publisher-settings */
const REPLICATION_CONNECTIONS = 10;

/** A standby follows the log of another server. */
export type ServerKind = 'primary' | 'standby';

export interface ServerTraits {
  readonly kind: ServerKind;
  readonly majorVersion: number;
  readonly durable: boolean;
  readonly platform: NodeJS.Platform;
  /** True if this Postgres includes pg_stat_statements, as the embedded one does. */
  readonly hasStatementStatistics: boolean;
  readonly tenant: TenantSettings;
  /** Set if Postgres itself listens for clients. */
  readonly listening?: DirectListening | undefined;
}

/** Returns the command line settings of a branch's server, which override those in its data directory. */
export function serverSettings(address: ServerAddress, traits: ServerTraits): string[] {
  const { kind, majorVersion, durable, platform, hasStatementStatistics, tenant, listening } = traits;
  const onSocket = address.host.startsWith('/');
  const settings: Record<string, string> = {
    ...tenant.pgSettings,
    listen_addresses: onSocket ? '' : address.host,
    unix_socket_directories: onSocket ? address.host : '',
    unix_socket_permissions: '0700',
    port: String(address.port),
    max_connections: String(SERVER_CONNECTIONS),
    superuser_reserved_connections: String(SUPERUSER_CONNECTIONS),
    shared_buffers: '16MB',
    huge_pages: 'off',
    autovacuum_max_workers: '1',
    // Copies of a running server and read-only endpoints need at least this level.
    wal_level: tenant.logicalReplication ? 'logical' : 'replica',
    // For copies, read-only endpoints and subscribers.
    max_wal_senders: String(REPLICATION_CONNECTIONS),
    max_replication_slots: String(REPLICATION_CONNECTIONS),
    // The log since the branch's base is its history. Branches share finished segments as hard links, so these must
    // never be reused.
    wal_keep_size: kind === 'primary' ? '2000000MB' : '0',
    wal_recycle: 'off',
    password_encryption: 'scram-sha-256',
    timezone: 'GMT',
    logging_collector: 'off',
    log_destination: 'stderr',
    // A temporary folder does not need to survive a power failure.
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
  };
  if (listening) {
    Object.assign(settings, listening.settings, {
      listen_addresses: LOOPBACK,
      // Nothing else keeps clients from the connections that the emulator needs.
      superuser_reserved_connections: String(SERVER_CONNECTIONS - CLIENT_SESSIONS),
    });
  }
  if (tenant.pausesSubscriptions) settings.max_logical_replication_workers = '0';
  if (hasStatementStatistics) {
    settings.shared_preload_libraries = 'pg_stat_statements';
    // As on Neon, where statistics are lost when the compute stops:
    // https://neon.com/docs/extensions/pg_stat_statements.
    settings['pg_stat_statements.save'] = 'off';
  }
  if (platform !== 'win32') {
    // Files in the data directory are removed with it. /dev/shm keeps leftovers of killed servers, and is small in
    // containers.
    settings.dynamic_shared_memory_type = 'mmap';
  }
  if (platform === 'linux' && majorVersion >= FIRST_VERSION_WITH_SYNCFS) {
    // Before replay, a server flushes every file; to flush a thousand files one by one takes a second.
    settings.recovery_init_sync_method = 'syncfs';
  }
  if (platform === 'linux' && majorVersion >= FIRST_VERSION_WITH_CONNECTION_CHECK) {
    // Otherwise a statement keeps its connection until it ends, even if its client has disconnected.
    settings.client_connection_check_interval = '1s';
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
