import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFile } from '../../support/index.ts';
import { unlessCode } from '../errors.ts';

const POLL_MS = 10;
const MOST_POLLS = 100;

/**
 * The password of `cloud_admin`, kept beside the data it opens so that the data can be used again later. A new file gets
 * `newPassword`, or one of its own; of two processes that make it at once, both get that of the first.
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
  throw new Error(`The file ${file} holds no whole password. Remove it if the folder has no branches.`);
}

/** Undefined when there is none, or when another process is still writing it. */
async function readPassword(file: string): Promise<string | undefined> {
  const text = await unlessCode(readFile(file, 'utf8'), 'ENOENT');
  return text?.endsWith('\n') ? text.trim() : undefined;
}
