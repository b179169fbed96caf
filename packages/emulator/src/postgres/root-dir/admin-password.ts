import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { unlessCode } from '../errors.ts';

/** The password of `cloud_admin`, kept beside the data it opens so that the data can be used again later. */
export async function ensureAdminPassword(file: string): Promise<string> {
  const kept = await unlessCode(readFile(file, 'utf8'), 'ENOENT');
  if (kept?.trim()) return kept.trim();
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}
