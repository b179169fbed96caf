import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractOperations, plainClientSource, typedMethodsSource, undefinedSource } from './operation-claims.ts';
import { pack } from './pack.ts';
import { ROOT } from './repository.ts';
import { COMPILERS, checkTypes, type Setting, unpack } from './types-matrix.ts';

const VERSIONS = Object.keys(COMPILERS) as Setting['version'][];
const LIB = ['ES2022', 'DOM', 'DOM.Iterable'];
const operations = contractOperations();

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-responses-'));
  for (const name of ['types', 'client']) {
    const { path } = await pack(join(ROOT, 'packages', name), folder);
    await unpack(path, join(folder, 'node_modules/@neon-api', name));
  }
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  const openapiFetch = realpathSync(join(ROOT, 'packages/client/node_modules/openapi-fetch'));
  symlinkSync(openapiFetch, join(folder, 'node_modules/openapi-fetch'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(version: Setting['version'], name: string, source: string): Promise<void> {
  writeFileSync(join(folder, name), source);
  await checkTypes(folder, { version, resolution: 'bundler' }, [name], LIB);
}

test('the contract has 163 operations, one of which answers with bytes', () => {
  expect(operations).toHaveLength(163);
  expect(operations.filter(({ binary }) => binary).map(({ id }) => id)).toEqual(['getProjectBranchBucketObject']);
});

describe.each(VERSIONS)('under TypeScript %s', { timeout: 120_000 }, (version) => {
  test('the data of a plain createClient<paths>() and the result of the function fit each other', async () => {
    await check(version, 'plain.ts', plainClientSource(operations));
  });

  test('the data of our typed methods and the result of the function fit each other', async () => {
    await check(version, 'typed.ts', typedMethodsSource(operations));
  });

  test('every optional field that a caller sends accepts undefined', async () => {
    await check(version, 'undefined.ts', undefinedSource(operations));
  });
});
