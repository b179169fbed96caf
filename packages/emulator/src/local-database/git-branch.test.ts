import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseBranchName, readGitBranch } from './git-branch.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-git-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  [undefined, undefined],
  ['main', undefined],
  ['master', undefined],
  ['feature/cart', 'feature/cart'],
])('git branch %s uses Neon branch %s', (git, neon) => {
  expect(chooseBranchName(git)).toBe(neon);
});

test('the git branch of a folder in a repository is read, also before the first commit', async () => {
  execFileSync('git', ['init', '--quiet', '--initial-branch', 'feature/cart', folder]);
  mkdirSync(join(folder, 'packages/app'), { recursive: true });
  expect(await readGitBranch(join(folder, 'packages/app'))).toBe('feature/cart');
});

test('a folder without a repository, or that does not exist, has no git branch', async () => {
  expect(await readGitBranch(folder)).toBeUndefined();
  expect(await readGitBranch(join(folder, 'missing'))).toBeUndefined();
});
