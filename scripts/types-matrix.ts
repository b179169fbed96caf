import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './repository.ts';
import { node, runCommand } from './run-command.ts';

/** The compilers under which our declarations must check, by the folder that each is installed in. */
export const COMPILERS = {
  '5.4.5': 'typescript-5.4',
  '5.9.3': 'typescript-5.9',
  '6.0.3': 'typescript',
  '7.0.2': 'typescript-7',
} as const;

type Version = keyof typeof COMPILERS;

const VERSIONS = Object.keys(COMPILERS) as Version[];

/** The compilers under which what takes long is checked: some, or with `NEON_API_TEST_COMPILERS=all` every one. */
export function longRunVersions(...some: readonly Version[]): readonly Version[] {
  return process.env.NEON_API_TEST_COMPILERS === 'all' ? VERSIONS : some;
}

/** Ways to find a module, each with the module format that goes with it. */
export const RESOLUTIONS = { bundler: 'preserve', nodenext: 'nodenext' } as const;

export interface Setting {
  readonly version: Version;
  readonly resolution: keyof typeof RESOLUTIONS;
}

/** The oldest and the newest compiler, or every one, with every resolution. */
export const SETTINGS: readonly Setting[] = longRunVersions('5.4.5', '7.0.2').flatMap((version) =>
  (Object.keys(RESOLUTIONS) as Setting['resolution'][]).map((resolution) => ({ version, resolution })),
);

/**
 * Checks the files of a project that has no types but those of ES2022; fails with what the compiler says.
 * Its `own` compiler options come before ours.
 */
export async function checkTypes(
  project: string,
  { version, resolution }: Setting,
  files: readonly string[],
  own: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: false,
    target: 'ES2022',
    lib: ['ES2022'],
    types: [],
    module: RESOLUTIONS[resolution],
    moduleResolution: resolution,
    ...own,
  };
  const config = join(project, `tsconfig.${version}.${resolution}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  await runCommand(node(compilerOf(version), '-p', config), project);
}

/** What the compiler calls itself. */
export async function versionOf(version: Setting['version']): Promise<string> {
  const output = await runCommand(node(compilerOf(version), '--version'), ROOT);
  return output.trim().replace('Version ', '');
}

/** Puts the content of a tarball where a project finds the package, without what the package itself depends on. */
export async function unpack(tarball: string, into: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  await runCommand({ file: 'tar', args: ['-xzf', tarball, '--strip-components=1', '-C', into] }, into);
}

/** Runs the jobs, a few at a time: a compiler takes a core and some hundred megabytes. */
export async function inTurns(jobs: readonly (() => Promise<void>)[], atOnce: number): Promise<void> {
  const waiting = [...jobs];
  const worker = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await job();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

export function compilerOf(version: Setting['version']): string {
  return join(ROOT, 'node_modules', COMPILERS[version], 'bin/tsc');
}
