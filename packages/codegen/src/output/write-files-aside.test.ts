import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { writeFilesAside } from './write-files-aside.ts';

test('all files are replaced', () => {
  const folder = tempFolder();
  const paths = ['a', 'b'].map((name) => join(folder, 'below', name));
  writeFilesAside(paths.map((path) => ({ path, content: 'old' })));
  writeFilesAside(paths.map((path) => ({ path, content: 'new' })));
  expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(['new', 'new']);
  expect(readdirSync(join(folder, 'below'))).toEqual(['a', 'b']);
});

test('when the last cannot be replaced, the others are as they were', () => {
  const folder = tempFolder();
  const [kept = '', fresh = '', blocked = ''] = ['kept', 'fresh', 'blocked'].map((name) => join(folder, name));
  writeFileSync(kept, 'old');
  // No file can be renamed to the name of a folder.
  mkdirSync(blocked);
  const files = [kept, fresh, blocked].map((path) => ({ path, content: 'new' }));
  expect(() => writeFilesAside(files)).toThrow(`${blocked} cannot be written`);
  expect(readFileSync(kept, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['blocked', 'kept']);
});
