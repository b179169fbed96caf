import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@neon-api/ground';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  type ContractOperation,
  contractOperations,
  plainClientSource,
  typedMethodsSource,
  undefinedSource,
} from './operation-claims.ts';
import { tarballOf } from './pack.ts';
import { ROOT } from './repository.ts';
import { checkTypes, longRunVersions, type Setting, unpack } from './types-matrix.ts';

const LIB = ['ES2022', 'DOM', 'DOM.Iterable'];
const operations = contractOperations();

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-responses-'));
  for (const short of ['types', 'client']) {
    const { name, path } = tarballOf(short, inject('tarballs'));
    await unpack(path, join(folder, 'node_modules', name));
  }
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  const openapiFetch = realpathSync(join(ROOT, 'packages/client/node_modules/openapi-fetch'));
  symlinkSync(openapiFetch, join(folder, 'node_modules/openapi-fetch'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the contract has 180 operations, one with a binary response', () => {
  expect(operations).toHaveLength(180);
  expect(operations.filter(({ binary }) => binary).map(({ id }) => id)).toEqual(['getProjectBranchBucketObject']);
});

/** The operations for a compiler in `pnpm test`: all for the fastest, else a sample. The soak `compilers` takes all. */
function operationsFor(version: Setting['version']): readonly ContractOperation[] {
  if (version === '7.0.2' || process.env.NEON_API_TEST_COMPILERS === 'all') return operations;
  const random = seededRandom(1);
  return operations.filter(({ binary }) => binary || random() < 0.15);
}

// Each source is a claim about operations. One compiler run checks them all and reports those that are false.
const claimsAbout = (some: readonly ContractOperation[]): Readonly<Record<string, string>> => ({
  'plain-client-fits-function.ts': plainClientSource(some),
  'typed-method-fits-function.ts': typedMethodsSource(some),
  'optional-fields-accept-undefined.ts': undefinedSource(some),
});

test.each(longRunVersions('5.4.5', '7.0.2'))(
  'every claim is true under TypeScript %s',
  { timeout: 120_000 },
  async (version) => {
    const claims = claimsAbout(operationsFor(version));
    for (const [name, source] of Object.entries(claims)) writeFileSync(join(folder, name), source);
    await checkTypes(folder, { version, resolution: 'bundler' }, Object.keys(claims), { lib: LIB });
  },
);
