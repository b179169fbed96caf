import type { PrivilegedWork } from './privileged-work.ts';

/**
 * Settings of every superuser session. They are part of the connection, so they override ALTER DATABASE … SET.
 * Functions and operators of tenants are never found, because the search path excludes their schemas.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  search_path: 'pg_catalog,pg_temp',
  role: 'none',
  default_transaction_read_only: 'off',
  default_transaction_isolation: 'read\\ committed',
  statement_timeout: '0',
  // An operation that waits for a tenant's lock fails and is retried, instead of keeping its project locked.
  lock_timeout: '30s',
  idle_session_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  standard_conforming_strings: 'on',
  quote_all_identifiers: 'off',
  DateStyle: 'ISO',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  default_tablespace: '',
  // The log would contain failed statements with their passwords.
  log_min_error_statement: 'panic',
  // Tenants can read the recorded statements, and the emulator's contain passwords.
  'pg_stat_statements.track': 'none',
};

/** Settings that exist since a later major version. */
const LATER_SETTINGS: readonly { readonly since: number; readonly settings: Readonly<Record<string, string>> }[] = [
  // With billions of iterations, setting a password takes hours and cannot be cancelled.
  { since: 16, settings: { scram_iterations: '4096' } },
  { since: 17, settings: { event_triggers: 'off', transaction_timeout: '0' } },
];

/** Returns the connection options of a superuser session in libpq's format. */
export function sessionOptions(majorVersion: number): string {
  const later = LATER_SETTINGS.filter(({ since }) => majorVersion >= since).map(({ settings }) => settings);
  return Object.entries(Object.assign({}, SETTINGS, ...later) as Record<string, string>)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

export function applicationName(work: PrivilegedWork): string {
  return `neon-emulator: ${work}`;
}
