import { onePerVersion, type PostgresBinaries, type PostgresMode, type SourceBinaries } from './binaries.ts';
import { findEmbeddedBinaries } from './embedded-binaries.ts';
import { describeMissingEmbedded, embeddedPackageName, THIS_MACHINE } from './embedded-packages.ts';
import { findSystemBinaries } from './system-binaries.ts';

export interface FoundBinaries {
  /** One for each major version, the oldest first; empty means to run without Postgres. */
  readonly binaries: readonly PostgresBinaries[];
  /** What the user should know about the choice. */
  readonly notice?: string;
  /** Whether a package of another version would run here, too. */
  readonly canInstall: boolean;
}

/** Where to look, so that tests can say what there is. */
export interface BinarySources {
  readonly embedded: () => Promise<SourceBinaries>;
  readonly system: () => Promise<SourceBinaries>;
}

/** Where binaries are looked for, with the extensions of a folder added to the embedded ones. */
export function binarySources(extensionsDir?: string): BinarySources {
  return {
    embedded: () => findEmbeddedBinaries(undefined, undefined, extensionsDir),
    system: () => findSystemBinaries(),
  };
}

/**
 * The Postgres to run for a mode. `embedded` and `system` throw when they cannot be had; `auto` takes what there is, of
 * each major version the embedded one before the system's.
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
    const [reason = 'No system Postgres either.'] = system.problems;
    return `Running without Postgres: ${whyNotEmbedded(embedded)} ${reason}`;
  }
  const versions = binaries.map(({ majorVersion }) => majorVersion).join(', ');
  if (embedded.binaries.length === 0) return `Using the system Postgres ${versions}: ${whyNotEmbedded(embedded)}`;
  if (embedded.problems.length === 0) return undefined;
  return `Using Postgres ${versions} alone: ${embedded.problems.join(' ')}`;
}

/** The first problem is that of the package that comes along; others that are installed mostly have the same. */
function whyNotEmbedded({ problems: [first] }: SourceBinaries): string {
  return first ?? describeMissingEmbedded(THIS_MACHINE);
}

function whyNotSystem({ problems: [first] }: SourceBinaries): string {
  if (first !== undefined) return `No system Postgres can be used: ${first}`;
  return (
    'No system Postgres from 14 to 18 found on PATH or where installers put it (e.g. /usr/lib/postgresql/17/bin); ' +
    "install the Postgres server (initdb and postgres), or use the embedded one: --postgres embedded (postgres: 'embedded')."
  );
}
