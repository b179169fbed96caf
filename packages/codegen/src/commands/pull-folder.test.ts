import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONTRACT_FILE } from '../contract/index.ts';
import { pullFolder } from './pull-folder.ts';

let project: string;
let specs: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'neon-test-'));
  specs = join(project, 'specs');
  mkdirSync(specs);
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

test('a specs folder with a contract is used, whatever else is in it', () => {
  writeFileSync(join(specs, CONTRACT_FILE), '{}');
  writeFileSync(join(specs, 'notes.yaml'), '');
  expect(pullFolder(undefined, project)).toBe(specs);
  expect(pullFolder(undefined, join(project, 'packages', 'one'))).toBe(specs);
});

test('a specs folder with other files only is refused', () => {
  writeFileSync(join(specs, 'notes.yaml'), '');
  expect(() => pullFolder(undefined, project)).toThrow(`${specs} contains files, but no contract.`);
  expect(pullFolder(specs, project)).toBe(specs);
});

test('an empty or missing specs folder is used', () => {
  expect(pullFolder(undefined, project)).toBe(specs);
  rmSync(specs, { recursive: true });
  expect(pullFolder(undefined, project)).toBe(specs);
});
