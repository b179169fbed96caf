import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeEnvFile } from './write-env-file.ts';

const URL = 'postgresql://neondb_owner:npg_a%26b@127.0.0.1:20417/neondb?options=endpoint%3Dep-cool-sun-a1b2c3d4';
const posixTest = test.skipIf(process.platform === 'win32');

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-env-file-'));
  file = join(folder, '.env');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

posixTest('only the owner can read the file, also if others could before', () => {
  writeFileSync(file, 'A=1\n');
  chmodSync(file, 0o644);
  writeEnvFile(file, { B: '2' });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toBe('A=1\nB=2\n');
  expect(readdirSync(folder)).toEqual(['.env']);
});

posixTest('of a link, the target is replaced, and created if it is missing', () => {
  mkdirSync(join(folder, 'shared'));
  symlinkSync('shared/env', file);
  for (const value of ['1', '2']) writeEnvFile(file, { A: value });
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'shared/env'), 'utf8')).toBe('A=2\n');
});

posixTest('a shell, Node’s dotenv and `docker --env-file` read the same value', () => {
  writeEnvFile(file, { DATABASE_URL: URL });
  const script = `set -a; . '${file}'; printf %s "$DATABASE_URL"`;
  const text = readFileSync(file, 'utf8');
  expect({
    shell: execFileSync('sh', ['-c', script], { encoding: 'utf8' }),
    dotenv: parseEnv(text).DATABASE_URL,
    // Docker takes everything after the first `=`.
    docker: text.trimEnd().replace(/^DATABASE_URL=/, ''),
  }).toEqual({ shell: URL, dotenv: URL, docker: URL });
});

posixTest.each<[string, (path: string) => void, RegExp]>([
  ['a folder', (path) => mkdirSync(path), /Cannot write .*: it is not a file/],
  ['a link to itself', (path) => symlinkSync('.env', path), /Cannot write .*: its symbolic links form a circle/],
])('%s is refused', (_, create, message) => {
  create(file);
  expect(() => writeEnvFile(file, { A: '1' })).toThrow(message);
});

test('a folder that does not exist is an error that names the file', () => {
  const path = join(folder, 'missing', '.env');
  expect(() => writeEnvFile(path, { A: '1' })).toThrow(`Cannot write ${path}: ENOENT`);
});
