import { onePerVersion, type PostgresBinaries, type PostgresMode } from './binaries.ts';
import { type EmbeddedBinaries, findEmbeddedBinaries } from './embedded-binaries.ts';
import { THIS_MACHINE } from './embedded-packages.ts';
import { describeMissingEmbedded } from './missing-embedded.ts';
import { findSystemBinaries } from './system-binaries.ts';

export interface FoundBinaries {
  /** One for each major version, the oldest first; empty means to run without Postgres. */
  readonly binaries: readonly PostgresBinaries[];
  /** What the user should know about the choice. */
  readonly notice?: string;
}

/** Where to look, so that tests can say what there is. */
export interface BinarySources {
  readonly embedded: () => Promise<EmbeddedBinaries>;
  readonly system: () => Promise<readonly PostgresBinaries[]>;
}

const SOURCES: BinarySources = { embedded: () => findEmbeddedBinaries(), system: () => findSystemBinaries() };

/**
 * The Postgres to run for a mode. `embedded` and `system` throw when they cannot be had; `auto` takes what there is, of
 * each major version the embedded one before the system's.
 */
export async function findBinaries(mode: PostgresMode, sources: BinarySources = SOURCES): Promise<FoundBinaries> {
  if (mode === 'off') return { binaries: [] };
  if (mode === 'system') return { binaries: requireSystem(await sources.system()) };
  const [{ binaries: embedded, problems }, system] = await Promise.all([
    sources.embedded(),
    mode === 'auto' ? sources.system() : [],
  ]);
  if (mode === 'embedded' && embedded.length === 0) throw new Error(whyNotEmbedded(problems));
  const binaries = onePerVersion([...embedded, ...system]);
  const notice = tellAboutChoice(embedded, binaries, problems);
  return notice === undefined ? { binaries } : { binaries, notice };
}

function tellAboutChoice(
  embedded: readonly PostgresBinaries[],
  binaries: readonly PostgresBinaries[],
  problems: readonly string[],
): string | undefined {
  if (binaries.length === 0) return `Running without Postgres: ${whyNotEmbedded(problems)} No system Postgres either.`;
  const versions = binaries.map(({ majorVersion }) => majorVersion).join(', ');
  if (embedded.length === 0) return `Using the system Postgres ${versions}: ${whyNotEmbedded(problems)}`;
  return problems.length === 0 ? undefined : `Using Postgres ${versions} alone: ${problems.join(' ')}`;
}

function whyNotEmbedded(problems: readonly string[]): string {
  return problems.length > 0 ? problems.join(' ') : describeMissingEmbedded(THIS_MACHINE);
}

function requireSystem(found: readonly PostgresBinaries[]): readonly PostgresBinaries[] {
  if (found.length > 0) return found;
  throw new Error(
    'No system Postgres from 14 to 18 found on PATH or where installers put it (e.g. /usr/lib/postgresql/17/bin); ' +
      'install the Postgres server (initdb and postgres), or use the embedded one (postgres: embedded).',
  );
}
