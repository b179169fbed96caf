import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFile } from '../../support/index.ts';
import { unlessCode } from '../errors.ts';

const POLL_MS = 10;
const MOST_POLLS = 100;

/**
 * Returns the password of `cloud_admin`, which is stored next to the data so that a later start can use them. A new
 * file gets `newPassword` or a random one. If two processes create it at once, both get the first one's password.
 */
export async function ensureAdminPassword(file: string, newPassword?: string): Promise<string> {
  const kept = await readPassword(file);
  if (kept !== undefined) return kept;
  const password = newPassword ?? randomBytes(24).toString('base64url');
  if (await createFile({ path: file, content: `${password}\n`, mode: 0o600 })) return password;
  for (let polls = 0; polls < MOST_POLLS; polls += 1) {
    const other = await readPassword(file);
    if (other !== undefined) return other;
    await sleep(POLL_MS);
  }
  throw new Error(`The file ${file} contains no complete password. Remove it if the folder has no branches.`);
}

/** Returns undefined if the file does not exist, or another process is still writing it. */
async function readPassword(file: string): Promise<string | undefined> {
  const text = await unlessCode(readFile(file, 'utf8'), 'ENOENT');
  return text?.endsWith('\n') ? text.trim() : undefined;
}
