import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSpareDirs, type SpareDirs, type SpareDirsOptions } from './spare-dirs.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-spares-'));
  mkdirSync(join(dir, 'spares'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a discarded folder is reused without its shared log', async () => {
  const spares = createSpareDirs(join(dir, 'spares'), { log: () => {} });
  mkdirSync(join(dir, 'gone/data/pg_wal'), { recursive: true });
  writeFileSync(join(dir, 'segment'), 'history');
  linkSync(join(dir, 'segment'), join(dir, 'gone/data/pg_wal/000000010000000000000001'));
  writeFileSync(join(dir, 'gone/data/PG_VERSION'), '17');
  writeFileSync(join(dir, 'gone/history.json'), '{}');
  await spares.discard(join(dir, 'gone'));
  await spares.take(join(dir, 'new'));
  expect(existsSync(join(dir, 'new/data/PG_VERSION'))).toBe(true);
  expect(existsSync(join(dir, 'new/data/pg_wal'))).toBe(false);
  expect(existsSync(join(dir, 'new/history.json'))).toBe(false);
  expect(readFileSync(join(dir, 'segment'), 'utf8')).toBe('history');
});

test('discarding a missing folder does nothing, and without spares an empty folder is created', async () => {
  const spares = createSpareDirs(join(dir, 'spares'), { log: () => {} });
  await spares.discard(join(dir, 'nowhere'));
  await spares.take(join(dir, 'new'));
  expect(existsSync(join(dir, 'new'))).toBe(true);
});

/** Spares beside a branch with a table, an empty file, a large file and its log. */
function besideABranch(options: Partial<SpareDirsOptions> = {}): { spares: SpareDirs; log: string[] } {
  for (const [path, size] of [
    ['base/5/1259', 8192],
    ['base/5/2603', 0],
    ['base/5/90000', 2 ** 24],
    ['pg_wal/000000010000000000000001', 1024],
  ] as const) {
    mkdirSync(join(dir, 'branch/data', path, '..'), { recursive: true });
    writeFileSync(join(dir, 'branch/data', path), Buffer.alloc(size, 1));
  }
  const log: string[] = [];
  return {
    spares: createSpareDirs(join(dir, 'spares'), { log: (line) => log.push(line), refillAfterMs: 1, ...options }),
    log,
  };
}

test('a refill prepares a folder with the files of a branch, without their content, the large ones and the log', async () => {
  const { spares, log } = besideABranch();
  await spares.refill(join(dir, 'branch'));
  await spares.take(join(dir, 'new'));
  expect(readdirSync(join(dir, 'new/data'), { recursive: true }).toSorted()).toEqual([
    ...['base', 'base/5', 'base/5/1259', 'base/5/2603'],
  ]);
  expect(readFileSync(join(dir, 'new/data/base/5/1259'))).toEqual(Buffer.alloc(8192));
  expect(log).toEqual([]);
});

test('a refill does nothing while there is a spare', async () => {
  const { spares } = besideABranch();
  mkdirSync(join(dir, 'gone/data'), { recursive: true });
  await spares.discard(join(dir, 'gone'));
  await spares.refill(join(dir, 'branch'));
  expect(readdirSync(join(dir, 'spares'))).toEqual(['1']);
});

test('a refill removes all spares if space is short', async () => {
  let isRoomy = true;
  const { spares } = besideABranch({ hasRoom: async () => isRoomy });
  mkdirSync(join(dir, 'gone/data'), { recursive: true });
  await spares.discard(join(dir, 'gone'));
  isRoomy = false;
  await spares.refill(join(dir, 'branch'));
  expect(readdirSync(join(dir, 'spares'))).toEqual([]);
});

test('a new branch ends a refill that waits', async () => {
  const { spares, log } = besideABranch({ refillAfterMs: 2 ** 30 });
  const refilled = spares.refill(join(dir, 'branch'));
  await spares.take(join(dir, 'new'));
  await refilled;
  expect(readdirSync(join(dir, 'new'))).toEqual([]);
  expect(log).toEqual([]);
});

test('closing ends a refill that waits, and no folder is made', async () => {
  const { spares, log } = besideABranch({ refillAfterMs: 2 ** 30 });
  void spares.refill(join(dir, 'branch'));
  await spares.close();
  expect(readdirSync(join(dir, 'spares'))).toEqual([]);
  expect(log).toEqual([]);
});

test('a refill that fails leaves no folder, and the log says so', async () => {
  const { spares, log } = besideABranch();
  writeFileSync(join(dir, 'no-branch'), '');
  await spares.refill(join(dir, 'no-branch'));
  expect(readdirSync(join(dir, 'spares'))).toEqual([]);
  expect(log).toEqual([expect.stringMatching(/^No folder was prepared for the next branch: ENOTDIR/)]);
});
