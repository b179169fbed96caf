import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { messageOf } from '@neon-api/ground';
import { EmulatorStartError } from '../errors/index.ts';

/** The given folder, made if it is missing; refuses one that cannot be written to. */
export function prepareDataDir(dataDir: string): string {
  const path = resolve(dataDir);
  try {
    const firstMade = mkdirSync(path, { recursive: true, mode: OWNER_ONLY });
    accessSync(path, constants.W_OK | constants.X_OK);
    letServerPass(path, firstMade ?? path);
  } catch (error) {
    throw new EmulatorStartError(
      `The data directory ${path} is not writable: ${messageOf(error)}. Choose another, or change its rights.`,
    );
  }
  return path;
}

const OWNER_ONLY = 0o700;
const PASS_THROUGH = 0o011;

/**
 * Postgres refuses to run as root, so that its user must be able to pass through root's folders (not to list or read
 * them): the data directory, if it is still empty (one with something in it may have its reasons), and those above it
 * that were made with it, from `firstMade` on.
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
      `Cannot make a folder under ${tmpdir()}: ${messageOf(error)}. Set TMPDIR, or name a data directory.`,
    );
  }
}

export function removeDir(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}
