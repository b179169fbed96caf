/** Returns the environment for Postgres, without the caller's settings (PGDATA, PGPORT, LC_ALL …). */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SYSTEMROOT', 'COMSPEC', 'TEMP', 'TMP'];
  const inherited = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C', TZ: 'GMT' };
}
