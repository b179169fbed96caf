import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { check } from './check.ts';
import { generate } from './generate.ts';
import { pull } from './pull.ts';

const HEAD =
  'overlay: 1.0.0\ninfo: { title: Corrections, version: "1" }\nx-reason: The server has long been doing so.\nactions:\n';
const CORRECTION = `${HEAD}- target: $.components.schemas.Branch\n  update: { properties: { colour: { type: string, description: Its colour. } } }\n`;

let specsDir: string;
beforeEach(() => {
  specsDir = join(tempFolder(), 'specs');
  mkdirSync(join(specsDir, 'overlays'), { recursive: true });
});

function overlay(name: string, text: string): void {
  writeFileSync(join(specsDir, 'overlays', name), text);
}

const folders = () => ({ specsDir, typesDir: join(specsDir, 'types'), functionsDir: undefined });

test('an overlay corrects the contract and the generated types, including prose, and the lock lists it', async () => {
  overlay('10-colour.yaml', CORRECTION);
  const { contract, lock } = await pull({ specsDir });
  expect(contract.components.schemas.Branch).toMatchObject({ properties: { colour: { type: 'string' } } });
  expect(lock.overlays).toEqual([
    { file: '10-colour.yaml', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
  ]);
  await generate(folders());
  expect(readFileSync(join(folders().typesDir, 'schemas.d.ts'), 'utf8')).toContain('Its colour.');
  await check(folders());
});

test('check fails if the overlays no longer match the lock', async () => {
  overlay('10-colour.yaml', CORRECTION);
  await pull({ specsDir });
  overlay('10-colour.yaml', `# Reworded.\n${CORRECTION}`);
  const none = { ...folders(), typesDir: undefined };
  await expect(check(none)).rejects.toThrow('The overlays do not match neon.lock.json');
  rmSync(join(specsDir, 'overlays', '10-colour.yaml'));
  await expect(check(none)).rejects.toThrow(/does not match .*The overlays do not match/s);
});

test.each([
  ['matches nothing', '- { target: $.components.schemas.Nothing, remove: true }', 'Action 1 of the overlay 10-a.yaml'],
  [
    'is no longer needed',
    '- { target: $.info, update: { title: Neon API } }',
    'The document no longer needs the action',
  ],
  [
    'breaks the document',
    '- { target: $.paths, update: { no-slash: {} } }',
    'the document after 10-a.yaml (#/paths/no-slash)',
  ],
])('a pull fails with the name of an overlay that %s, and writes nothing', async (_, action, message) => {
  overlay('10-a.yaml', `${HEAD}${action}\n`);
  await expect(pull({ specsDir })).rejects.toThrow(message);
  expect(readdirSync(specsDir)).toEqual(['overlays']);
});
