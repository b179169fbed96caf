import { accessSync, chmodSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { messageOf } from '@neon-api/ground';
import { makeFolders } from '@neon-api/ground/node';
import { EmulatorStartError } from '../errors/index.ts';

/**
 * Returns the absolute path of the folder, and creates it if it is missing.
 *
 * @throws EmulatorStartError if it is a file, or the folder is not writable.
 */
export function prepareDataDir(dataDir: string): string {
  const path = resolve(dataDir);
  if (existsSync(path) && !statSync(path).isDirectory())
    throw new EmulatorStartError(`The data directory ${path} is a file. Choose another.`);
  try {
    const firstMade = makeFolders(path, OWNER_ONLY);
    accessSync(path, constants.W_OK | constants.X_OK);
    letServerPass(path, firstMade ?? path);
  } catch (error) {
    throw new EmulatorStartError(
      `The data directory ${path} is not writable: ${messageOf(error)}. Choose another, or change its permissions.`,
    );
  }
  return path;
}

const OWNER_ONLY = 0o700;
const PASS_THROUGH = 0o011;

/**
 * Lets the Postgres user traverse root's folders, but not list or read them, because Postgres refuses to run as root.
 * Changes the data directory only if it is empty (otherwise its mode may be intended), and with it the parents that
 * were created for it, up to `firstMade`.
 */
function letServerPass(path: string, firstMade: string): void {
  const { mode } = statSync(path);
  if (process.getuid?.() !== 0 || (mode & PASS_THROUGH) === PASS_THROUGH || readdirSync(path).length > 0) return;
  for (let folder = path; ; folder = dirname(folder)) {
    chmodSync(folder, (statSync(folder).mode & 0o777) | PASS_THROUGH);
    if (folder === firstMade || folder === dirname(folder)) return;
  }
}

export function createTemporaryDir(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'neon-emulator-'));
  } catch (error) {
    throw new EmulatorStartError(
      `Cannot create a folder in ${tmpdir()}: ${messageOf(error)}. Set TMPDIR, or set a data directory.`,
    );
  }
}

export function removeDir(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}
