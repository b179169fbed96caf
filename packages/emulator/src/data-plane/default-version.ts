/** Spec: a project without a `pg_version` has this one. */
export const DEFAULT_PG_VERSION = 17;

/** The version of a project that asks for none: Neon's default, or the newest where that one does not run. */
export function chooseDefaultVersion(pgVersions: readonly number[]): number {
  return pgVersions.includes(DEFAULT_PG_VERSION) ? DEFAULT_PG_VERSION : Math.max(...pgVersions);
}
