import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { unlessCode } from '../errors.ts';

/**
 * The password of `cloud_admin`, kept beside the data it opens so that the data can be used again later. A new file gets
 * `newPassword`, or one of its own; of two processes that make it at once, both get that of the first.
 */
export async function ensureAdminPassword(file: string, newPassword?: string): Promise<string> {
  const kept = await readPassword(file);
  if (kept) return kept;
  const password = newPassword ?? randomBytes(24).toString('base64url');
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(aside, `${password}\n`, { mode: 0o600 });
    await unlessCode(link(aside, file), 'EEXIST');
  } finally {
    await rm(aside, { force: true });
  }
  return (await readPassword(file)) ?? password;
}

async function readPassword(file: string): Promise<string | undefined> {
  return (await unlessCode(readFile(file, 'utf8'), 'ENOENT'))?.trim();
}
