import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { applyChanges, replaceFiles } from './apply-changes.ts';

const read = (path: string) => readFileSync(path, 'utf8');

describe('replaceFiles', () => {
  test('replaces each file as a whole, so that an open reader still reads the old file', () => {
    const folder = tempFolder();
    const paths = ['a', 'b'].map((name) => join(folder, 'below', name));
    replaceFiles(paths.map((path) => ({ path, content: 'old' })));
    const before = paths.map((path) => statSync(path).ino);
    replaceFiles(paths.map((path) => ({ path, content: 'new' })));
    expect(paths.map(read)).toEqual(['new', 'new']);
    expect(paths.map((path) => statSync(path).ino)).not.toEqual(before);
    expect(readdirSync(join(folder, 'below'))).toEqual(['a', 'b']);
  });

  test('changes nothing if one of them is not a file', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'kept'), 'old');
    mkdirSync(join(folder, 'blocked'));
    const files = ['kept', 'fresh', 'blocked'].map((name) => ({ path: join(folder, name), content: 'new' }));
    expect(() => replaceFiles(files)).toThrow(`${join(folder, 'blocked')} cannot be written: it is a folder.`);
    expect(readdirSync(folder)).toEqual(['blocked', 'kept']);
    expect(read(join(folder, 'kept'))).toBe('old');
  });

  test('does not write through a symbolic link', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'mine'), 'mine');
    symlinkSync('mine', join(folder, 'link'));
    expect(() => replaceFiles([{ path: join(folder, 'link'), content: 'new' }])).toThrow('it is a symbolic link');
    expect(read(join(folder, 'mine'))).toBe('mine');
  });

  test('leaves no folder behind when it fails', () => {
    const folder = tempFolder();
    const tooLong = join(folder, 'new/below', 'x'.repeat(300));
    const files = [join(folder, 'new/a'), tooLong].map((path) => ({ path, content: 'x' }));
    expect(() => replaceFiles(files)).toThrow(`${tooLong} cannot be written: the name is too long.`);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test.skipIf(process.platform !== 'linux')(
  'a path where no folder can be created is an error, not an endless loop',
  () => {
    expect(() => replaceFiles([{ path: '/proc/neon/a', content: 'x' }])).toThrow('/proc/neon/a cannot be written: ');
  },
);

describe('applyChanges', () => {
  const change = (path: string, before: string | undefined, after: string | undefined) => ({
    path,
    before: before === undefined ? undefined : Buffer.from(before),
    after,
  });

  test.each<[string, string | undefined, string | undefined]>([
    ['was changed', 'old', 'new'],
    ['was created', undefined, 'new'],
    ['that should be removed was changed', 'old', undefined],
  ])('undoes everything if a file %s after the plan was made', (_, before, after) => {
    const folder = tempFolder();
    const [first = '', gone = '', contested = ''] = ['first', 'gone', 'contested'].map((name) => join(folder, name));
    for (const path of [first, gone]) writeFileSync(path, 'old');
    writeFileSync(contested, 'theirs');
    const changes = [change(first, 'old', 'new'), change(gone, 'old', undefined), change(contested, before, after)];
    expect(() => applyChanges(changes)).toThrow(`${contested} was changed by another program during this run.`);
    expect([first, gone, contested].map(read)).toEqual(['old', 'old', 'theirs']);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  test('never uses the name of an existing file for a temporary file', () => {
    const folder = tempFolder();
    const taken = join(folder, `a.${process.pid}.0.tmp`);
    writeFileSync(taken, 'mine');
    applyChanges([change(join(folder, 'a'), undefined, 'new')]);
    expect([read(taken), read(join(folder, 'a'))]).toEqual(['mine', 'new']);
  });
});
