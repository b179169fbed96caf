import type { Tarball } from '../pack.ts';
import type { Manifest } from './project.ts';

/** `yarn` is yarn 1. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn';

type Versions = Readonly<Record<string, string>>;

/**
 * The package.json of a fixture with the row's `versions` of its tools and our packages from their tarballs: those
 * that it names, and through overrides those that they need from each other. Yarn 1 installs every package that it has
 * a resolution for, so it gets none: its fixtures name all that they need.
 */
export function completeManifest(
  manifest: Manifest,
  tarballs: readonly Pick<Tarball, 'name' | 'path'>[],
  manager: PackageManager,
  versions: Versions = {},
): Manifest {
  const files = Object.fromEntries(tarballs.map(({ name, path }) => [name, `file:${path}`]));
  const replacements = { ...files, ...versions };
  return {
    ...manifest,
    dependencies: replace(manifest.dependencies, replacements),
    devDependencies: replace(manifest.devDependencies, replacements),
    ...(manager === 'npm' && { overrides: files }),
    ...(manager === 'pnpm' && { pnpm: { ...manifest.pnpm, overrides: files } }),
  };
}

/** `jest 30.5.2, typescript 5.9.3`: the tools of a project, without our packages and those of types only. */
export function versionsIn({ dependencies, devDependencies }: Manifest): string {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([name]) => !name.startsWith('@neon-api/') && !name.startsWith('@types/'))
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

function replace(versions: Versions = {}, replacements: Versions): Versions {
  return Object.fromEntries(Object.entries(versions).map(([name, version]) => [name, replacements[name] ?? version]));
}
