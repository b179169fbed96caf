/** The context of each parameter by its name in lower case: who may set it, and when. */
export type Parameters = ReadonlyMap<string, string>;

/** Parameters that a session cannot set, but an endpoint can. Each is harmless to the emulator and to copies. */
const MORE = [
  'autovacuum',
  'autovacuum_analyze_scale_factor',
  'autovacuum_analyze_threshold',
  'autovacuum_naptime',
  'autovacuum_vacuum_cost_delay',
  'autovacuum_vacuum_cost_limit',
  'autovacuum_vacuum_insert_scale_factor',
  'autovacuum_vacuum_insert_threshold',
  'autovacuum_vacuum_scale_factor',
  'autovacuum_vacuum_threshold',
  'deadlock_timeout',
  'max_slot_wal_keep_size',
  'temp_file_limit',
  'track_activities',
  'track_activity_query_size',
  'track_counts',
  'track_functions',
  'track_io_timing',
];

/**
 * Parameters that a session can set, but whose value could keep every session of the emulator out. A short
 * `transaction_timeout` ends each login, before Postgres applies the value that the session asks for.
 */
const EXCLUDED = ['client_connection_check_interval', 'local_preload_libraries', 'transaction_timeout'];

/**
 * Returns why an endpoint cannot have these settings, or undefined. Neon refuses `max_connections`, for one, as a
 * setting that cannot be changed (https://github.com/neondatabase/website/pull/1756); its full list is not public.
 * So the emulator allows what a session may set too, and a few more.
 */
export function findForbidden(names: readonly string[], parameters: Parameters): string | undefined {
  for (const name of names) {
    const known = name.toLowerCase();
    const context = parameters.get(known);
    if (context === undefined) return `pg_settings: "${name}" is not a parameter of this Postgres version`;
    const isAllowed = (context === 'user' && !EXCLUDED.includes(known)) || MORE.includes(known);
    if (!isAllowed) return `pg_settings: "${name}" cannot be changed; the emulator or Neon manages it`;
  }
  return undefined;
}
