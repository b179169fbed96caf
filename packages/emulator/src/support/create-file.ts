import { randomBytes } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';
import { errorCode } from './error-code.ts';

/** The errors of `link` on a file system without hard links, such as exFAT and FAT, on Linux, macOS and Windows. */
export const NO_HARD_LINKS: readonly string[] = [
  'EPERM',
  'EACCES',
  'ENOSYS',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EISDIR',
  'EINVAL',
  'EMLINK',
];

/** The suffix of a file that `createFile` is writing, next to the target. */
export const DRAFT_SUFFIX = '.draft';

export interface NewFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
}

/**
 * Creates a file with its content in one step. Returns false if the file exists, or if its draft was removed. Without
 * hard links it takes two steps, and a reader may briefly see an empty file.
 */
export async function createFile(
  { path, content, mode }: NewFile,
  linkFile: (from: string, to: string) => Promise<void> = link,
): Promise<boolean> {
  const draft = `${path}.${randomBytes(6).toString('hex')}${DRAFT_SUFFIX}`;
  try {
    await writeFile(draft, content, { mode });
    return await unlessExists(linkFile(draft, path));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return false;
    if (code === undefined || !NO_HARD_LINKS.includes(code)) throw error;
    return await unlessExists(writeFile(path, content, { mode, flag: 'wx' }));
  } finally {
    await rm(draft, { force: true });
  }
}

async function unlessExists(created: Promise<void>): Promise<boolean> {
  try {
    await created;
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}
