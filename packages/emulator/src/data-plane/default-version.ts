/** Spec: the default `pg_version` of a project. */
export const DEFAULT_PG_VERSION = 17;

/** Chooses the version of a project that does not request one: Neon's default, or the newest if that is missing. */
export function chooseDefaultVersion(pgVersions: readonly number[]): number {
  return pgVersions.includes(DEFAULT_PG_VERSION) ? DEFAULT_PG_VERSION : Math.max(...pgVersions);
}
