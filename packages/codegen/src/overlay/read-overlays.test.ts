import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { CodegenError } from '../codegen-error.ts';
import { readOverlays } from './read-overlays.ts';

const HEAD = 'overlay: 1.0.0\ninfo: { title: Corrections, version: "1" }\n';
const ACTIONS = 'actions: [{ target: $.a, remove: true, x-reason: A test. }]\n';

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = tempFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test('overlays are sorted by name, and their actions have reasons', () => {
  const folder = folderOf({
    '20-b.yaml': `${HEAD}x-reason: For all.\nactions:\n- { target: $.b, remove: true }\n`,
    '10-a.yml': `${HEAD}x-reason: For all.\nactions:\n- { target: $.a, update: { x: 1 }, x-reason: For one. }\n`,
    'README.md': 'not an overlay',
  });
  expect(readOverlays(folder)).toMatchObject([
    {
      file: '10-a.yml',
      actions: [{ target: '$.a', change: { kind: 'update', update: { x: 1 } }, reason: 'For one.' }],
    },
    { file: '20-b.yaml', actions: [{ target: '$.b', change: { kind: 'remove' }, reason: 'For all.' }] },
  ]);
});

test('the witness, the completed overlay and the spelling are read', () => {
  const extensions = 'x-witness: { package: a, version: 1.0.0 }\nx-completes: 20-b.yaml\nx-spelling: { Jwks: JWKS }\n';
  expect(readOverlays(folderOf({ '10-a.yaml': HEAD + extensions + ACTIONS }))).toMatchObject([
    { witness: { package: 'a', version: '1.0.0' }, completes: '20-b.yaml', spelling: { Jwks: 'JWKS' } },
  ]);
});

test('a missing folder means no overlays', () => {
  expect(readOverlays(join(tempFolder(), 'none'))).toEqual([]);
});

test.each([
  ['a file that is not an overlay', 'openapi: 3.0.3\n', 'it is not an OpenAPI Overlay 1.0'],
  ['another version', 'overlay: 2.0.0\n', 'it is not an OpenAPI Overlay 1.0'],
  ['no actions', HEAD, '"actions" must be a list'],
  ['an empty list of actions', `${HEAD}actions: []\n`, '"actions" must be a list'],
  ['an action without a target', `${HEAD}actions: [{ remove: true }]\n`, 'action 1 has no target'],
  ['an action without a reason', `${HEAD}actions: [{ target: $.a, remove: true }]\n`, 'action 1 has no reason'],
  ['a blank reason', `${HEAD}actions: [{ target: $.a, remove: true, x-reason: " " }]\n`, 'action 1 has no reason'],
  [
    'an action that does nothing',
    `${HEAD}x-reason: a\nactions: [{ target: $.a }]\n`,
    'either "update" or "remove: true"',
  ],
  [
    'an action that does both',
    `${HEAD}x-reason: a\nactions: [{ target: $.a, update: {}, remove: true }]\n`,
    'either "update" or',
  ],
  [
    'a remove that is not a boolean',
    `${HEAD}x-reason: a\nactions: [{ target: $.a, remove: yes }]\n`,
    'is not true or false',
  ],
  [
    'a misspelt key',
    `${HEAD}x-reason: a\nactions: [{ target: $.a, updaet: {} }]\n`,
    'action 1 has "updaet"; the known keys are target',
  ],
  [
    'a witness without a version',
    `${HEAD}x-witness: { package: a }\n${ACTIONS}`,
    'does not name a package and its version',
  ],
  ['completing several overlays', `${HEAD}x-completes: [a]\n${ACTIONS}`, '"x-completes" is not a string'],
  ['a spelling of an invalid name', `${HEAD}x-spelling: { "a b": c }\n${ACTIONS}`, '"x-spelling" must map names'],
  ['a spelling that is not a string', `${HEAD}x-spelling: { a: 1 }\n${ACTIONS}`, '"x-spelling" must map names'],
  [
    'a key of a prototype',
    `${HEAD}x-reason: a\nactions: [{ target: $, update: { __proto__: {} } }]\n`,
    '"__proto__": a key with this name',
  ],
])('%s is refused with the name of the overlay', (_, text, message) => {
  const folder = folderOf({ '10-wrong.yaml': text });
  expect(() => readOverlays(folder)).toThrow(message);
  expect(() => readOverlays(folder)).toThrow('10-wrong.yaml');
  expect(() => readOverlays(folder)).toThrow(CodegenError);
});
