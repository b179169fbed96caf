import type { PrivilegedWork } from './privileged-work.ts';

/**
 * Settings of every superuser session. They come with the connection, and so win over what the owner of a database set
 * for it with ALTER DATABASE … SET. A function or operator of a tenant is never found: the path has none of its schemas.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  search_path: 'pg_catalog,pg_temp',
  role: 'none',
  default_transaction_read_only: 'off',
  default_transaction_isolation: 'read\\ committed',
  statement_timeout: '0',
  // An operation that waits for a tenant's lock fails, and is tried again, instead of keeping its project locked.
  lock_timeout: '30s',
  idle_session_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  standard_conforming_strings: 'on',
  quote_all_identifiers: 'off',
  DateStyle: 'ISO',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  default_tablespace: '',
  // A statement that fails would be logged with the passwords in it.
  log_min_error_statement: 'panic',
  // Tenants may read its texts, and those of the emulator contain passwords.
  'pg_stat_statements.track': 'none',
};

/** Settings that came with a later major version. */
const LATER_SETTINGS: readonly { readonly since: number; readonly settings: Readonly<Record<string, string>> }[] = [
  { since: 17, settings: { event_triggers: 'off', transaction_timeout: '0' } },
];

/** The connection options of a superuser session, as libpq reads them. */
export function sessionOptions(majorVersion: number): string {
  const later = LATER_SETTINGS.filter(({ since }) => majorVersion >= since).map(({ settings }) => settings);
  return Object.entries(Object.assign({}, SETTINGS, ...later) as Record<string, string>)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

export function applicationName(work: PrivilegedWork): string {
  return `neon-emulator: ${work}`;
}
