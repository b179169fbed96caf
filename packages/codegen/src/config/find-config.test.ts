import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { findConfig } from './find-config.ts';

/** Creates a folder `packages/api` below a root that contains `file`. */
function below(file: string): { readonly root: string; readonly folder: string } {
  const root = tempFolder();
  const folder = join(root, 'packages/api');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, file), '');
  return { root, folder };
}

test.each(['ts', 'mts', 'js', 'mjs', 'cjs', 'json'])('neon-codegen.config.%s is found', (extension) => {
  const folder = tempFolder();
  const path = join(folder, `neon-codegen.config.${extension}`);
  writeFileSync(path, '');
  expect(findConfig(folder)).toBe(path);
});

test('a configuration is found from a subdirectory of its repository', () => {
  const { root, folder } = below('neon-codegen.config.ts');
  mkdirSync(join(root, '.git'));
  writeFileSync(join(folder, 'package.json'), '{}');
  expect(findConfig(folder)).toBe(join(root, 'neon-codegen.config.ts'));
});

test('a configuration is found from a subdirectory of a package without a repository', () => {
  const { root, folder } = below('neon-codegen.config.ts');
  writeFileSync(join(root, 'package.json'), '{}');
  expect(findConfig(folder)).toBe(join(root, 'neon-codegen.config.ts'));
});

test('the nearest configuration wins', () => {
  const { root, folder } = below('neon-codegen.config.ts');
  mkdirSync(join(root, '.git'));
  writeFileSync(join(folder, 'neon-codegen.config.json'), '');
  expect(findConfig(folder)).toBe(join(folder, 'neon-codegen.config.json'));
});

test('a configuration above the repository is ignored', () => {
  const { folder } = below('neon-codegen.config.ts');
  // In a git worktree, `.git` is a file.
  writeFileSync(join(folder, '.git'), '');
  expect(findConfig(folder)).toBeUndefined();
});

test('a configuration above a folder outside any repository or package is ignored', () => {
  expect(findConfig(below('neon-codegen.config.ts').folder)).toBeUndefined();
});

test('two configurations in one folder are an error', () => {
  const { root } = below('neon-codegen.config.ts');
  writeFileSync(join(root, 'neon-codegen.config.json'), '');
  expect(() => findConfig(root)).toThrow(
    `${root} has neon-codegen.config.ts and neon-codegen.config.json. Keep one, or pass --config FILE.`,
  );
});
