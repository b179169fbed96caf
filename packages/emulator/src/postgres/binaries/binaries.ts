import { messageOf } from '@neon-api/ground';
import type { Launch } from './launch.ts';

/** Where Postgres comes from. */
export type PostgresMode = 'auto' | 'embedded' | 'system' | 'off';

/** A Postgres installation that runs. */
export interface PostgresBinaries {
  readonly kind: 'embedded' | 'system';
  readonly majorVersion: number;
  readonly initdb: string;
  readonly postgres: string;
  readonly launch: Launch;
}

/** The binaries of one source: the packages, or the system. */
export interface SourceBinaries {
  readonly binaries: readonly PostgresBinaries[];
  /** Why other binaries that were found cannot be used, one sentence each. */
  readonly problems: readonly string[];
}

/** Combines the results of several places and removes duplicate problems. */
export function gatherBinaries(found: readonly PromiseSettledResult<PostgresBinaries>[]): SourceBinaries {
  const problems = found.flatMap((each) => (each.status === 'rejected' ? messageOf(each.reason) : []));
  return {
    binaries: found.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])),
    problems: [...new Set(problems)],
  };
}

/** Spec: a project's `pg_version` is one of these. */
export const OFFERED_VERSIONS: readonly number[] = [14, 15, 16, 17, 18];

/** Returns the first of each supported major version. */
export function onePerVersion(found: readonly PostgresBinaries[]): PostgresBinaries[] {
  return OFFERED_VERSIONS.flatMap((version) => found.find(({ majorVersion }) => majorVersion === version) ?? []);
}
