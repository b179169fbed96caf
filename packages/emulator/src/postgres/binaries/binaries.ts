/** Where Postgres comes from. */
export type PostgresMode = 'auto' | 'embedded' | 'system' | 'off';

/** One Postgres that can be run. */
export interface PostgresBinaries {
  readonly kind: 'embedded' | 'system';
  readonly majorVersion: number;
  readonly initdb: string;
  readonly postgres: string;
}

/** Spec: a project's `pg_version` is one of these. */
export const OFFERED_VERSIONS: readonly number[] = [14, 15, 16, 17, 18];

/** The first of each major version that is offered. */
export function onePerVersion(found: readonly PostgresBinaries[]): PostgresBinaries[] {
  return OFFERED_VERSIONS.flatMap((version) => found.find(({ majorVersion }) => majorVersion === version) ?? []);
}
