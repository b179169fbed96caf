import type { PostgresBinaries, PostgresMode } from './binaries.ts';
import type { FoundBinaries } from './find-binaries.ts';
import { howToGet } from './missing-version.ts';

/** Those of a major version; throws an error that lists the versions found and says how to get this one. */
export function pickBinaries(
  { binaries, canInstall }: FoundBinaries,
  majorVersion: number,
  mode: PostgresMode,
): PostgresBinaries {
  const found = binaries.find((each) => each.majorVersion === majorVersion);
  if (found) return found;
  const there = binaries.map((each) => each.majorVersion).join(', ');
  throw new Error(
    `Postgres ${majorVersion} is not installed (found: ${there}). ${howToGet(majorVersion, mode, canInstall)}`,
  );
}
