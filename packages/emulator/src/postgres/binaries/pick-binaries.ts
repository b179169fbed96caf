import type { PostgresBinaries, PostgresMode } from './binaries.ts';
import { howToGet } from './missing-version.ts';

/** Those of a major version; throws an error that names what there is and how to get the one that is not. */
export function pickBinaries(
  binaries: readonly PostgresBinaries[],
  majorVersion: number,
  mode: PostgresMode,
): PostgresBinaries {
  const found = binaries.find((each) => each.majorVersion === majorVersion);
  if (found) return found;
  const there = binaries.map((each) => each.majorVersion).join(', ');
  throw new Error(`Postgres ${majorVersion} is not at hand; there is ${there}. ${howToGet(majorVersion, mode)}`);
}
