import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './repository.ts';
import { node, runCommand } from './run-command.ts';

/** The supported compilers, and the folder in which each is installed. */
export const COMPILERS = {
  '5.4.5': 'typescript-5.4',
  '5.9.3': 'typescript-5.9',
  '6.0.3': 'typescript',
  '7.0.2': 'typescript-7',
} as const;

type Version = keyof typeof COMPILERS;

const VERSIONS = Object.keys(COMPILERS) as Version[];

/** Returns the compilers for slow tests: the given ones, or all of them with `NEON_API_TEST_COMPILERS=all`. */
export function longRunVersions(...some: readonly Version[]): readonly Version[] {
  return process.env.NEON_API_TEST_COMPILERS === 'all' ? VERSIONS : some;
}

/** Module resolutions, each with its module format. */
export const RESOLUTIONS = { bundler: 'preserve', nodenext: 'nodenext' } as const;

export interface Setting {
  readonly version: Version;
  readonly resolution: keyof typeof RESOLUTIONS;
}

/** The oldest and the newest compiler, or all of them, with every resolution. */
export const SETTINGS: readonly Setting[] = longRunVersions('5.4.5', '7.0.2').flatMap((version) =>
  (Object.keys(RESOLUTIONS) as Setting['resolution'][]).map((resolution) => ({ version, resolution })),
);

/**
 * Type-checks the files of a project that has only the types of ES2022. Throws the compiler's errors. The `own`
 * compiler options override ours.
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

/** Returns the version that the compiler prints. */
export async function versionOf(version: Setting['version']): Promise<string> {
  const output = await runCommand(node(compilerOf(version), '--version'), ROOT);
  return output.trim().replace('Version ', '');
}

/** Unpacks a tarball into the `node_modules` of a project, without the package's dependencies. */
export async function unpack(tarball: string, into: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  await runCommand({ file: 'tar', args: ['-xzf', tarball, '--strip-components=1', '-C', into] }, into);
}

/** Runs a few jobs at a time, because each compiler needs a core and several hundred megabytes. */
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
