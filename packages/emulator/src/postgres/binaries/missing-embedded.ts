import { embeddedPackageName, type Machine } from './embedded-packages.ts';

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
