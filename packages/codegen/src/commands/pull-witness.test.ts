import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loopbackServer } from '../../test/loopback-server.ts';
import { installedDocument, newerDocument } from '../../test/newer-document.ts';
import { sharedTempFolder, tempFolder } from '../../test/temp-folder.ts';
import { tinyDocument } from '../../test/tiny-document.ts';
import { writeFiles } from '../../test/write-files.ts';
import type { OpenApiDocument } from '../contract/index.ts';
import { operationModels } from '../model/index.ts';
import { DEFAULT_TOOLS, type SourceRequest } from '../source/index.ts';
import { shippedFiles } from '../subset/index.ts';
import { check } from './check.ts';
import { overlaysOf } from './corrected-source.ts';
import { readEmitInput } from './emit-input.ts';
import { generate } from './generate.ts';
import { generateSubset, type SubsetTools } from './generate-subset.ts';
import { type PullReport, pull } from './pull.ts';

const COMMITTED = join(import.meta.dirname, '../../../../specs');
const WITNESS = '10-newer-operations.yaml';
const BY_HAND = '20-newer-operations-by-hand.yaml';
const TAKEN = [
  'getProjectBranchTrigger',
  'listProjectMembers',
  'revealCredential',
  'rotateCredential',
  'setProjectMemberRole',
];

/** Creates a specs folder with the committed overlays below `root`. */
function specsBelow(root: string): string {
  cpSync(join(COMMITTED, 'overlays'), join(root, 'specs', 'overlays'), { recursive: true });
  return join(root, 'specs');
}

let root: string;
let specsDir: string;
beforeEach(() => {
  root = tempFolder();
  specsDir = specsBelow(root);
});

const overlayText = (file: string, specs = specsDir) => readFileSync(join(specs, 'overlays', file), 'utf8');
const ids = (document: OpenApiDocument) => operationModels(document).map(({ id }) => id);

function documentFile(document: OpenApiDocument, folder = root): { from: 'file'; path: string } {
  const path = join(folder, 'document.json');
  writeFileSync(path, JSON.stringify(document));
  return { from: 'file', path };
}

/** A pull of the installed document with the committed overlays, shared by the tests that only read it. */
const committedSpecs = specsBelow(sharedTempFolder());
let pulled: PullReport;
beforeAll(async () => {
  pulled = await pull({ specsDir: committedSpecs });
});

test('the contract has 180 operations, and the lock lists those read from types and those absent from them', () => {
  const { lock, contract, dropped } = pulled;
  expect(lock.contract).toMatchObject({ operations: 180, absentFromTypes: ['recoverProjectBranch'] });
  expect(lock.contract.fromTypes).toHaveLength(17);
  expect(lock.overlays.map(({ file, package: name, version }) => [file, name, version])).toEqual([
    [WITNESS, '@neon/sdk', '6.1.2'],
    [BY_HAND, undefined, undefined],
  ]);
  expect(dropped).toEqual([]);
  expect(contract.components.schemas.RotateCredentialResponse?.['x-sensitive']).toEqual([
    'api_token',
    's3_secret_access_key',
  ]);
});

test('an operation absent from the types is deprecated, and its comment gives the reason', async () => {
  const functionsDir = join(root, 'functions');
  await generate({ specsDir: committedSpecs, functionsDir, typesDir: undefined });
  expect(readFileSync(join(functionsDir, 'operations.ts'), 'utf8')).toMatch(
    /@deprecated @neon\/sdk@6\.1\.2, which describes a newer version of the API, does not have it\.\n \*\/\nexport function recoverProjectBranch\(/,
  );
});

test('the types of a package produce the committed overlay, whatever its file contained', async () => {
  writeFileSync(join(specsDir, 'overlays', WITNESS), overlayText(WITNESS).replaceAll('revealCredential', 'conceal'));
  await pull({ specsDir, witness: '@neon/sdk' });
  expect(overlayText(WITNESS)).toBe(readFileSync(join(COMMITTED, 'overlays', WITNESS), 'utf8'));
});

test('a dry run does not change the overlays', async () => {
  const before = overlayText(WITNESS);
  const source = documentFile(newerDocument(TAKEN));
  const { dropped } = await pull({ specsDir, source, dryRun: true });
  expect(dropped.length).toBeGreaterThan(0);
  expect(overlayText(WITNESS)).toBe(before);
});

describe('when a document has five of the operations', () => {
  const shared = sharedTempFolder();
  const specs = specsBelow(shared);
  const source = documentFile(newerDocument(TAKEN), shared);
  let report: PullReport;
  beforeAll(async () => {
    report = await pull({ specsDir: specs, source });
  });

  test('their actions are removed, and the rest is what the types produce for that document', async () => {
    const { lock, dropped, contract } = report;
    expect(
      dropped
        .filter(({ part }) => part.kind === 'operation')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(TAKEN);
    expect(lock.contract.operations).toBe(180);
    expect(lock.contract.fromTypes).toHaveLength(12);
    expect(contract.components.schemas.CredentialSecret?.['x-from-types']).toBeUndefined();
    const shrunk = overlayText(WITNESS, specs);
    expect(shrunk.length).toBeLessThan(readFileSync(join(COMMITTED, 'overlays', WITNESS), 'utf8').length);
    await pull({ specsDir: specs, source, witness: '@neon/sdk' });
    expect(overlayText(WITNESS, specs)).toBe(shrunk);
    await check({ specsDir: specs, typesDir: undefined, functionsDir: undefined });
  });

  test('secrets stay marked even if the document does not mark them', () => {
    expect(report.contract.components.schemas.CredentialSecret?.['x-sensitive']).toEqual([
      'api_token',
      's3_secret_access_key',
    ]);
  });

  test('the comments of a handwritten overlay survive the removal of an action', async () => {
    const document = newerDocument(TAKEN, {
      CredentialSecret: { 'x-sensitive': ['api_token', 's3_secret_access_key'] },
    });
    const { dropped } = await pull({ specsDir, source: documentFile(document) });
    expect(dropped.filter(({ file }) => file === BY_HAND).map(({ name }) => name)).toEqual(['CredentialSecret']);
    expect(overlayText(BY_HAND)).toMatch(/^# Secrets of the newer operations/);
    expect(overlayText(BY_HAND)).not.toContain('CredentialSecret');
  });
});

test('an overlay is removed once the document has all its additions and marks', async () => {
  const { contract } = pulled;
  const fromTypes = operationModels(contract)
    .filter(({ object }) => object['x-from-types'])
    .map(({ id }) => id);
  const document = newerDocument(fromTypes, contract.components.schemas);
  const paths = Object.fromEntries(
    Object.entries(document.paths).filter(([path]) => !path.endsWith('/branches/{branch_id}/recover')),
  );
  const { lock } = await pull({ specsDir, source: documentFile({ ...document, paths }) });
  expect(lock).toMatchObject({ overlays: [], contract: { operations: 179 } });
  expect(existsSync(join(specsDir, 'overlays', WITNESS))).toBe(false);
  expect(readdirSync(join(specsDir, 'overlays'))).toEqual([]);
});

describe('a folder without overlays', () => {
  const shippedDir = sharedTempFolder();
  const tools: SubsetTools = { ...DEFAULT_TOOLS, shippedDir };
  beforeAll(() => writeFiles(shippedDir, shippedFiles(readEmitInput(COMMITTED), overlaysOf(COMMITTED))));
  beforeEach(() => rmSync(join(specsDir, 'overlays'), { recursive: true }));

  test('receives the included overlays with the document of the included contract', async () => {
    const { lock } = await pull({ specsDir }, tools);
    expect(lock.contract.operations).toBe(180);
    expect(overlayText(WITNESS)).toBe(readFileSync(join(COMMITTED, 'overlays', WITNESS), 'utf8'));
  });

  test.each<[string, () => SourceRequest]>([
    ['an earlier version', () => ({ from: 'npm', version: '2.7.2' })],
    ['another document', () => documentFile(newerDocument(TAKEN))],
  ])('receives none with %s', async (_, source) => {
    const { lock } = await pull({ specsDir, source: source() }, tools);
    expect(lock.overlays).toEqual([]);
    expect(existsSync(join(specsDir, 'overlays'))).toBe(false);
  });

  test('is enough for a subset with the newer operations', async () => {
    const out = join(root, 'subset');
    await generateSubset({ operations: ['rotateCredential'], out, source: { from: 'npm' } }, tools);
    expect(readFileSync(join(out, 'index.ts'), 'utf8')).toContain('export type RotateCredentialResponse');
  });

  test('uses no included overlays if its overlays folder exists but is empty', async () => {
    mkdirSync(join(specsDir, 'overlays'));
    expect((await pull({ specsDir }, tools)).lock.contract.operations).toBe(163);
  });
});

describe('a live document', () => {
  async function live(document: OpenApiDocument, witness?: string) {
    const url = await loopbackServer((_, response) => response.end(JSON.stringify(document)));
    return pull({ specsDir, source: { from: 'url', url }, ...(witness !== undefined && { witness }) });
  }

  test('becomes the contract, and the overlay loses the operations that it has', async () => {
    const { lock, contract, dropped } = await live(newerDocument(TAKEN));
    expect(ids(contract)).toEqual([...ids(installedDocument), ...TAKEN].sort());
    expect(lock.overlays.map(({ file }) => file)).toEqual([BY_HAND]);
    expect(lock.contract.absentFromTypes).toBeUndefined();
    expect(dropped.filter(({ part }) => part.kind === 'operation')).toHaveLength(5);
    await check({ specsDir, typesDir: undefined, functionsDir: undefined });
  });

  test('cannot be combined with a witness', async () => {
    await expect(live(tinyDocument(), '@neon/sdk')).rejects.toThrow('Pass another --from.');
  });
});
