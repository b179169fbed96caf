import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { stepsFor } from './apply-changes.ts';
import { GENERATED_MARK } from './generated-mark.ts';
import { planOutput } from './plan-output.ts';
import { sealed } from './seal.ts';
import { changesOf, staleOutput, writeOutput } from './write-output.ts';

const source = (path: string, body: string) => ({ path, content: `${GENERATED_MARK}\n\n${body}\n` });
const OLD = [source('index.d.ts', 'export type A = 1;'), { path: 'NOTICE.txt', content: 'Old' }, source('old.ts', 'x')];
const NEW = [source('index.d.ts', 'export type A = 2;'), { path: 'NOTICE.txt', content: 'New' }];

let folder: string;
beforeEach(() => {
  folder = join(tempFolder(), 'out');
});

const plan = (files = NEW) => planOutput({ folder, flag: '--out', files });
const write = async (files = NEW) => writeOutput([await plan(files)]);
const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const contents = () =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true }).map((entry) => [
      entry.name,
      entry.isFile() ? readFileSync(join(folder, entry.name), 'utf8') : 'not a file',
    ]),
  );
const expected = (files = NEW) => Object.fromEntries(files.map(sealed).map(({ path, content }) => [path, content]));

test('the folder contains the new files and no leftovers', async () => {
  await write(OLD);
  expect(contents()).toEqual(expected(OLD));
  expect(staleOutput(await plan())).toEqual([
    { path: join(folder, 'index.d.ts'), difference: 'outdated' },
    { path: join(folder, 'NOTICE.txt'), difference: 'outdated' },
    { path: join(folder, 'old.ts'), difference: 'leftover' },
  ]);
  await write();
  expect(contents()).toEqual(expected());
  expect(staleOutput(await plan())).toEqual([]);
});

describe('other files are left alone:', () => {
  test.each([
    ['a file without a seal', 'helpers.ts', 'mine'],
    ['a copy of a generated file', 'copy.ts', sealed(source('old.ts', 'x')).content],
    ['a generated file that was edited', 'old.ts', `${sealed(source('old.ts', 'x')).content}// mine`],
    ['a copy whose name differs by case', 'OLD.ts', sealed(source('old.ts', 'x')).content],
    ['a copy with another extension', 'old.ts.bak', sealed(source('old.ts', 'x')).content],
    ['a temporary file of something else', 'index.d.ts.1.0.tmp', 'mine'],
    ['an unusual name', 'a\nb\u001b[31m "ü.ts', 'mine'],
    ['a name with a leading dash', '-rf.ts', 'mine'],
  ])('%s', async (_, name, text) => {
    await write(OLD);
    put(name, text);
    await write();
    expect(contents()).toEqual({ ...expected(), [name]: text });
  });

  test('links, and folders with their contents', async () => {
    await write(OLD);
    const outside = join(tempFolder(), 'old.ts');
    writeFileSync(outside, sealed(source('old.ts', 'x')).content);
    rmSync(join(folder, 'old.ts'));
    symlinkSync(outside, join(folder, 'old.ts'));
    symlinkSync('nowhere', join(folder, 'broken.ts'));
    mkdirSync(join(folder, 'folder.ts'));
    put('folder.ts/old.ts', sealed(source('old.ts', 'x')).content);
    await write();
    expect(readdirSync(folder).sort()).toEqual(['NOTICE.txt', 'broken.ts', 'folder.ts', 'index.d.ts', 'old.ts']);
    expect(readdirSync(join(folder, 'folder.ts'))).toEqual(['old.ts']);
    expect(readFileSync(outside, 'utf8')).toBe(sealed(source('old.ts', 'x')).content);
  });
});

describe('nothing is written when', () => {
  beforeEach(() => write(OLD));

  test.each([
    ['a target is an unrelated file', 'a file', () => put('index.d.ts', 'mine')],
    ['a target is a folder', 'a folder', () => mkdirSync(join(folder, 'index.d.ts'))],
    ['a target is a link', 'a symbolic link', () => symlinkSync('../mine', join(folder, 'index.d.ts'))],
  ])('%s, even with force', async (_, noun, make) => {
    rmSync(join(folder, 'index.d.ts'));
    make();
    const before = contents();
    const next = await plan();
    expect(() => writeOutput([next], { force: true })).toThrow(
      `${join(folder, 'index.d.ts')} is ${noun} that neon-codegen did not write. Move it away, or pass --out another folder.`,
    );
    expect(contents()).toEqual(before);
  });

  test.each([
    ['index.ts', 'index.d.ts'],
    ['index.tsx', 'index.d.ts'],
    ['index.mts', 'index.d.mts'],
  ])('an unrelated %s would be imported in place of %s', async (name, target) => {
    put(name, 'mine');
    const next = await plan([source(target, 'x')]);
    expect(() => writeOutput([next])).toThrow(
      `${join(folder, name)} would be imported in place of ${join(folder, target)}.`,
    );
    expect(staleOutput(next)).toContainEqual({ path: join(folder, name), difference: 'shadow' });
  });

  test('a file changes between the plan and the write', async () => {
    const next = await plan();
    put('old.ts', 'theirs');
    const before = contents();
    expect(() => writeOutput([next])).toThrow(`${join(folder, 'old.ts')} was changed by another program`);
    expect(contents()).toEqual(before);
  });
});

describe('after a crash', () => {
  const STEPS = 5;

  test.each(Array.from({ length: STEPS }, (_, index) => index))(
    'before step %i the next run recovers',
    async (count) => {
      await write(OLD);
      put('mine.ts', 'mine');
      const steps = stepsFor(changesOf(await plan()));
      expect(steps).toHaveLength(STEPS);
      for (const { run } of steps.slice(0, count)) run();
      await write();
      expect(contents()).toEqual({ ...expected(), 'mine.ts': 'mine' });
    },
  );

  test('in the middle of a write the next run removes the partial file', async () => {
    mkdirSync(folder);
    put(`index.d.ts.${process.pid}.0.tmp`, (expected()['index.d.ts'] ?? '').slice(0, -5));
    await write();
    expect(contents()).toEqual(expected());
  });

  test('the temporary file of a running process is not touched', async () => {
    mkdirSync(folder);
    const name = `index.d.ts.${process.ppid}.0.tmp`;
    put(name, expected()['index.d.ts'] ?? '');
    await write();
    expect(Object.keys(contents())).toContain(name);
  });
});

test('files in a large folder are not read to the end', async () => {
  await write(OLD);
  for (let index = 0; index < 2000; index += 1) put(`${index}.ts`, 'x'.repeat(10_000));
  await write();
  expect(readdirSync(folder)).toHaveLength(2002);
});
