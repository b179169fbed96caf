import { SERVER_CONNECTIONS, SUPERUSER_CONNECTIONS } from '../admission/index.ts';
import type { ServerAddress } from './server-address.ts';

const FIRST_VERSION_WITH_SYNCFS = 14;
const FIRST_VERSION_WITH_CONNECTION_CHECK = 14;

/** A standby follows the log of another server. */
export type ServerKind = 'primary' | 'standby';

export interface ServerTraits {
  readonly kind: ServerKind;
  readonly majorVersion: number;
  readonly durable: boolean;
  readonly platform: NodeJS.Platform;
  /** Whether pg_stat_statements comes with this Postgres, as it does with the embedded one. */
  readonly hasStatementStatistics: boolean;
}

/** Command line settings of a branch's server; they win over what its data directory says. */
export function serverSettings(address: ServerAddress, traits: ServerTraits): string[] {
  const { kind, majorVersion, durable, platform, hasStatementStatistics } = traits;
  const onSocket = address.host.startsWith('/');
  const settings: Record<string, string> = {
    listen_addresses: onSocket ? '' : address.host,
    unix_socket_directories: onSocket ? address.host : '',
    unix_socket_permissions: '0700',
    port: String(address.port),
    max_connections: String(SERVER_CONNECTIONS),
    superuser_reserved_connections: String(SUPERUSER_CONNECTIONS),
    shared_buffers: '16MB',
    huge_pages: 'off',
    autovacuum_max_workers: '1',
    // A branch is copied from a running server with a temporary slot, which needs this level or a higher one.
    wal_level: 'replica',
    // For copies, and for the endpoints that only read.
    max_wal_senders: '10',
    // The log since the branch's base is its history. What is finished is shared between branches as one file under
    // several names, and so must never be written to again.
    wal_keep_size: kind === 'primary' ? '2000000MB' : '0',
    wal_recycle: 'off',
    password_encryption: 'scram-sha-256',
    timezone: 'GMT',
    logging_collector: 'off',
    log_destination: 'stderr',
    // A folder that goes away with the emulator has nothing to gain from surviving a power cut.
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
  };
  if (hasStatementStatistics) {
    settings.shared_preload_libraries = 'pg_stat_statements';
    // As on Neon, where statistics end with the compute: https://neon.com/docs/extensions/pg_stat_statements.
    settings['pg_stat_statements.save'] = 'off';
  }
  if (platform !== 'win32') {
    // In files of the data directory, which go away with it: /dev/shm keeps what a killed server left, and is small in
    // containers.
    settings.dynamic_shared_memory_type = 'mmap';
  }
  if (platform === 'linux' && majorVersion >= FIRST_VERSION_WITH_SYNCFS) {
    // Before it replays its log, a server makes sure of every file: a flush for each of a thousand takes a second.
    settings.recovery_init_sync_method = 'syncfs';
  }
  if (platform === 'linux' && majorVersion >= FIRST_VERSION_WITH_CONNECTION_CHECK) {
    // Else a statement whose client is gone keeps its connection until it ends.
    settings.client_connection_check_interval = '1s';
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
