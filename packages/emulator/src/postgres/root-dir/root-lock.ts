import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { unlessCode } from '../errors.ts';
import { isMarkAlive, markProcess } from './process-mark.ts';

const ATTEMPTS = 5;

export interface RootLock {
  /** What the lock file says while this process holds it. */
  readonly mark: string;
  release(): Promise<void>;
}

/** Takes the root folder for this process; throws when a living process has it. A dead one's lock is taken over. */
export async function lockRoot(lockFile: string): Promise<RootLock> {
  const mark = `${await markProcess(process.pid)} ${randomBytes(6).toString('hex')}`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await linkWhole(lockFile, mark)) return { mark, release: () => removeIf(lockFile, mark) };
    const holder = await unlessCode(readFile(lockFile, 'utf8'), 'ENOENT');
    if (holder === undefined) continue;
    if (await isMarkAlive(holder)) break;
    await removeIf(lockFile, holder);
  }
  const holder = (await unlessCode(readFile(lockFile, 'utf8'), 'ENOENT')) ?? '';
  throw new Error(
    `The data directory is in use by another emulator (process ${holder.split(' ')[0]}, lock file ${lockFile}); ` +
      'stop that one, or choose another data directory.',
  );
}

/** Creates the file with its content in one step, so that nobody reads half a lock; false when there is one. */
async function linkWhole(lockFile: string, content: string): Promise<boolean> {
  const aside = asideOf(lockFile);
  await writeFile(aside, content, { mode: 0o644 });
  const linked = await unlessCode(
    link(aside, lockFile).then(() => true),
    'EEXIST',
  );
  await rm(aside, { force: true });
  return linked ?? false;
}

/** Removes the lock only when it says this: moved away first, so that one of two contenders gets it. */
async function removeIf(lockFile: string, content: string): Promise<void> {
  if ((await unlessCode(readFile(lockFile, 'utf8'), 'ENOENT')) !== content) return;
  const aside = asideOf(lockFile);
  await unlessCode(rename(lockFile, aside), 'ENOENT');
  const moved = await unlessCode(readFile(aside, 'utf8'), 'ENOENT');
  if (moved !== undefined && moved !== content) await unlessCode(link(aside, lockFile), 'EEXIST');
  await rm(aside, { force: true });
}

function asideOf(lockFile: string): string {
  return `${lockFile}.${randomBytes(6).toString('hex')}`;
}
