import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSpareDirs, type SpareDirs } from '../root-dir/index.ts';
import { historyFrom } from './history.ts';
import { makeBranchDir } from './make-branch-dir.ts';

let dir = '';
let branchDir = '';
let spares: SpareDirs;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-branch-dir-'));
  branchDir = join(dir, 'br-one');
  mkdirSync(join(dir, 'spares'));
  spares = createSpareDirs(join(dir, 'spares'), { log: () => {} });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test.each([
  ['an empty folder', async () => {}],
  [
    'a spare folder',
    async () => {
      mkdirSync(join(dir, 'gone', 'data'), { recursive: true });
      await spares.discard(join(dir, 'gone'));
    },
  ],
])('leftovers of an earlier attempt do not block %s', async (_, prepare) => {
  await prepare();
  mkdirSync(join(`${branchDir}.partial`, 'data'), { recursive: true });
  writeFileSync(join(`${branchDir}.partial`, 'left-over'), '');
  await makeBranchDir(branchDir, spares.take, async (dataDir) => {
    mkdirSync(dataDir, { recursive: true });
    return historyFrom('template', 1n);
  });
  expect(readdirSync(dir).sort()).toEqual(['br-one', 'spares']);
  expect(readdirSync(branchDir).sort()).toEqual(['data', 'history.json']);
});
