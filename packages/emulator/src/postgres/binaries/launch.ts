/** How a server is started. */
export type Launch = 'direct' | 'pg_ctl';

/**
 * Postgres refuses to run with administrator rights, which a Windows shell may have unnoticed. pg_ctl drops them, so
 * Windows always uses it.
 */
export function decideLaunch(platform: NodeJS.Platform): Launch {
  return platform === 'win32' ? 'pg_ctl' : 'direct';
}
