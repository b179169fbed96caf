import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { type GenerateFlags, planGenerate } from './generate-command.ts';

test('--types and --functions select all operations', async () => {
  const plan = await planGenerate({ types: 'a', functions: 'b' }, tempFolder());
  expect(plan).toEqual({ kind: 'whole', whole: { typesDir: 'a', functionsDir: 'b' } });
});

test('--operations and --tags select a subset', async () => {
  const plan = await planGenerate({ operations: ['a'], tags: ['B'], out: 'o', client: true, from: 'npm@2.7.3' }, '/');
  expect(plan).toEqual({
    kind: 'subset',
    subset: {
      operations: ['a'],
      tags: ['B'],
      out: 'o',
      client: true,
      specsDir: undefined,
      source: { from: 'npm', version: '2.7.3' },
    },
  });
});

test('without flags, the configuration selects the operations', async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'neon-codegen.config.json'), '{ "out": "o", "tags": ["B"], "specs": "s" }');
  const subset = { operations: undefined, tags: ['B'], out: join(folder, 'o'), client: undefined };
  const specsDir = join(folder, 's');
  const plain = { kind: 'subset', subset: { ...subset, specsDir, source: undefined } };
  expect(await planGenerate({}, folder)).toEqual(plain);
  expect(await planGenerate({ config: join(folder, 'neon-codegen.config.json') }, '/')).toEqual(plain);
  // A source on the command line replaces the folder in the file.
  expect(await planGenerate({ from: 'npm' }, folder)).toEqual({
    kind: 'subset',
    subset: { ...subset, specsDir: undefined, source: { from: 'npm' } },
  });
});

test('each flag overrides one option of the configuration', async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'neon-codegen.config.json'), '{ "out": "o", "tags": ["B"], "specs": "s" }');
  const subset = { tags: ['B'], out: 'other', client: true, specsDir: join(folder, 's') };
  const flags = { out: 'other', client: true };
  expect(await planGenerate(flags, folder)).toMatchObject({ kind: 'subset', subset });
  expect(await planGenerate({ ...flags, config: join(folder, 'neon-codegen.config.json') }, '/')).toMatchObject({
    kind: 'subset',
    subset,
  });
});

test.each<[GenerateFlags, string]>([
  [{}, 'Nothing to generate. Pass --operations or --tags with --out DIR'],
  [{ operations: ['a'] }, 'Missing --out DIR: the folder for generated files'],
  [{ client: true }, 'Nothing to generate'],
  [{ out: 'o' }, 'Nothing to generate'],
  [{ types: 'a', out: 'b' }, '--types and --functions write all operations'],
  [{ config: 'c', tags: ['b'] }, '--config cannot be combined with --operations or --tags'],
  [{ types: 'a', from: 'npm' }, '--from works only with a subset'],
  [{ tags: ['a'], out: 'b', from: 'zip' }, '--from zip is not a source'],
])('%j is refused: %s', async (flags, message) => {
  await expect(planGenerate(flags, tempFolder())).rejects.toThrow(message);
});
