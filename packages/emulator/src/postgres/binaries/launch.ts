/** How a server is started. */
export type Launch = 'direct' | 'pg_ctl';

/**
 * Postgres refuses to run with the rights of an administrator, which a shell of Windows may have without anybody
 * noticing; pg_ctl drops them. Always, so that there is one way for all shells.
 */
export function decideLaunch(platform: NodeJS.Platform): Launch {
  return platform === 'win32' ? 'pg_ctl' : 'direct';
}
