import { onePerVersion, type PostgresBinaries, type PostgresMode, type SourceBinaries } from './binaries.ts';
import { findEmbeddedBinaries } from './embedded-binaries.ts';
import { describeMissingEmbedded, embeddedPackageName, THIS_MACHINE } from './embedded-packages.ts';
import { findSystemBinaries } from './system-binaries.ts';

export interface FoundBinaries {
  /** One per major version, oldest first; empty means that the emulator runs without Postgres. */
  readonly binaries: readonly PostgresBinaries[];
  /** Explains the choice to the user. */
  readonly notice?: string;
  /** True if a package of another version would run here. */
  readonly canInstall: boolean;
}

/** Where to look; replaced in tests. */
export interface BinarySources {
  readonly embedded: () => Promise<SourceBinaries>;
  readonly system: () => Promise<SourceBinaries>;
}

/** Returns the sources of binaries; adds the extensions in `extensionsDir` to the embedded ones. */
export function binarySources(extensionsDir?: string): BinarySources {
  return {
    embedded: () => findEmbeddedBinaries(undefined, undefined, extensionsDir),
    system: () => findSystemBinaries(),
  };
}

/**
 * Finds the Postgres binaries for a mode. `embedded` and `system` throw if none is found; `auto` prefers the embedded
 * binaries of each major version over the system's.
 */
export async function findBinaries(
  mode: PostgresMode,
  sources: BinarySources = binarySources(),
): Promise<FoundBinaries> {
  if (mode === 'off') return { binaries: [], canInstall: false };
  const nothing: SourceBinaries = { binaries: [], problems: [] };
  const [embedded, system] = await Promise.all([
    mode === 'system' ? nothing : sources.embedded(),
    mode === 'embedded' ? nothing : sources.system(),
  ]);
  const binaries = onePerVersion([...embedded.binaries, ...system.binaries]);
  if (mode === 'embedded' && binaries.length === 0) throw new Error(whyNotEmbedded(embedded));
  if (mode === 'system' && binaries.length === 0) throw new Error(whyNotSystem(system));
  const canInstall = embeddedPackageName(THIS_MACHINE) !== undefined && embedded.problems.length === 0;
  const notice = mode === 'system' ? undefined : describeChoice(binaries, embedded, system);
  return { binaries, canInstall, ...(notice === undefined ? {} : { notice }) };
}

function describeChoice(
  binaries: readonly PostgresBinaries[],
  embedded: SourceBinaries,
  system: SourceBinaries,
): string | undefined {
  if (binaries.length === 0) {
    const [reason = 'No system Postgres was found either.'] = system.problems;
    return `Running without Postgres: ${whyNotEmbedded(embedded)} ${reason}`;
  }
  const versions = binaries.map(({ majorVersion }) => majorVersion).join(', ');
  if (embedded.binaries.length === 0) return `Using the system Postgres ${versions}: ${whyNotEmbedded(embedded)}`;
  if (embedded.problems.length === 0) return undefined;
  return `Using Postgres ${versions} only: ${embedded.problems.join(' ')}`;
}

/** Reports the problem of our own package, which comes first; other installed packages mostly share it. */
function whyNotEmbedded({ problems: [first] }: SourceBinaries): string {
  return first ?? describeMissingEmbedded(THIS_MACHINE);
}

function whyNotSystem({ problems: [first] }: SourceBinaries): string {
  if (first !== undefined) return `No system Postgres can be used: ${first}`;
  return (
    'No system Postgres (14 to 18) was found on PATH or in the usual folders (e.g. /usr/lib/postgresql/17/bin). ' +
    "Install the Postgres server (initdb and postgres), or use the embedded one: --postgres embedded (postgres: 'embedded')."
  );
}
