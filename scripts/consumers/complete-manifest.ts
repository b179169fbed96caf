import type { Tarball } from '../pack.ts';
import type { Manifest } from './project.ts';

/** `yarn` is yarn 1. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn';

type Versions = Readonly<Record<string, string>>;

/**
 * Returns the package.json of a fixture with the row's `versions` of its tools, and with our packages as tarballs: direct
 * dependencies, and overrides for the dependencies between our packages. Yarn 1 gets no resolutions, because it would
 * install every package that has one; its fixtures list all packages that they need.
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

/** Lists the tools of a project, such as `jest 30.5.2, typescript 5.9.3`, without our packages and `@types` packages. */
export function versionsIn({ dependencies, devDependencies }: Manifest): string {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([name]) => !name.startsWith('@neon-api/') && !name.startsWith('@types/'))
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

function replace(versions: Versions = {}, replacements: Versions): Versions {
  return Object.fromEntries(Object.entries(versions).map(([name, version]) => [name, replacements[name] ?? version]));
}
