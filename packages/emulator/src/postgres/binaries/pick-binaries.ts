import type { PostgresBinaries, PostgresMode } from './binaries.ts';
import type { FoundBinaries } from './find-binaries.ts';
import { howToGet } from './missing-version.ts';

/** Returns the binaries of a major version; throws an error that says how to get them if they are not installed. */
export function pickBinaries(
  { binaries, canInstall }: FoundBinaries,
  majorVersion: number,
  mode: PostgresMode,
): PostgresBinaries {
  const found = binaries.find((each) => each.majorVersion === majorVersion);
  if (found) return found;
  const versions = binaries.map((each) => each.majorVersion).join(', ');
  throw new Error(
    `Postgres ${majorVersion} is not installed (found: ${versions}). ${howToGet(majorVersion, mode, canInstall)}`,
  );
}
