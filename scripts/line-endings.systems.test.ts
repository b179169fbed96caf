import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gitPaths, ROOT } from './repository.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-checkout-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Git converts no file that has a zero byte, such as a picture. */
function hasCrlf(root: string, path: string): boolean {
  const bytes = readFileSync(join(root, path), 'latin1');
  return bytes.includes('\r\n') && !bytes.includes('\0');
}

test('a checkout with the defaults of Git for Windows has the same bytes', () => {
  const settings = ['-c', 'core.autocrlf=true', '-c', 'core.eol=crlf'];
  execFileSync('git', [...settings, 'checkout-index', '--all', `--prefix=${folder}${sep}`], { cwd: ROOT });
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  expect(tracked.length).toBeGreaterThan(1000);
  expect(tracked.filter((path) => hasCrlf(folder, path))).toEqual([]);
});

test('no file in the repository has CRLF line endings', () => {
  expect(gitPaths().filter((path) => hasCrlf(ROOT, path))).toEqual([]);
});
