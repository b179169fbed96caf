import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resumeFirstStart } from './unfinished-copy.ts';

const IN_ARCHIVE_RECOVERY = 5;
const IN_PRODUCTION = 6;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'neon-test-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

/** Prepares a data directory in this state for a start, and returns its labels. */
async function labelsAfter(state: number, ...files: readonly string[]): Promise<string[]> {
  const control = Buffer.alloc(8192);
  control.writeUInt32LE(state, 16);
  await mkdir(join(dataDir, 'global'));
  await writeFile(join(dataDir, 'global', 'pg_control'), control);
  for (const file of files) await writeFile(join(dataDir, file), '');
  await resumeFirstStart(dataDir);
  return (await readdir(dataDir)).filter((name) => name.startsWith('backup_label'));
}

test('an interrupted first start begins again', async () => {
  expect(await labelsAfter(IN_ARCHIVE_RECOVERY, 'backup_label.old')).toEqual(['backup_label']);
});

test('a copy that has run, or recovers to a point, stays unchanged', async () => {
  expect(await labelsAfter(IN_PRODUCTION, 'backup_label.old')).toEqual(['backup_label.old']);
  await rm(join(dataDir, 'global'), { recursive: true });
  expect(await labelsAfter(IN_ARCHIVE_RECOVERY, 'backup_label.old', 'recovery.signal')).toEqual(['backup_label.old']);
});
