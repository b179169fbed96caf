import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sharedTempFolder, tempFolder } from '../../test/temp-folder.ts';
import { tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { CONTRACT_FILE, LOCK_FILE, type OpenApiDocument, serialise } from '../contract/index.ts';
import { check } from './check.ts';
import { type GenerateOptions, generate } from './generate.ts';
import { type PullReport, pull } from './pull.ts';

/** Specs of a document whose source is not installed, which keeps the runs quick. */
function writeSpecs(specsDir: string, document: OpenApiDocument): void {
  const { lock } = tinyInput(document);
  mkdirSync(specsDir, { recursive: true });
  writeFileSync(join(specsDir, CONTRACT_FILE), serialise(document));
  writeFileSync(join(specsDir, LOCK_FILE), serialise(lock));
}

function edit(path: string, from: string, to: string): void {
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${path} does not contain ${from}`);
  writeFileSync(path, after);
}

function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** The specs of the installed document, pulled once. */
const pulledSpecs = join(sharedTempFolder(), 'specs');
let pulled: PullReport;
beforeAll(async () => {
  pulled = await pull({ specsDir: pulledSpecs });
});

function copyOfPulledSpecs(): string {
  const folder = tempFolder();
  cpSync(pulledSpecs, folder, { recursive: true });
  return folder;
}

describe('pull', () => {
  test('writes the same contract and lock each time', async () => {
    const [specsDir, { lock }] = [copyOfPulledSpecs(), pulled];
    const first = snapshot(specsDir);
    expect(Object.keys(first).sort()).toEqual([CONTRACT_FILE, LOCK_FILE]);
    expect(JSON.parse(first[LOCK_FILE] ?? '')).toEqual(lock);
    await pull({ specsDir });
    expect(snapshot(specsDir)).toEqual(first);
  });

  test('reproduces the committed contract and lock', async () => {
    const committed = join(import.meta.dirname, '../../../../specs');
    const specsDir = tempFolder();
    if (existsSync(join(committed, 'overlays'))) {
      cpSync(join(committed, 'overlays'), join(specsDir, 'overlays'), { recursive: true });
    }
    await pull({ specsDir });
    for (const [name, text] of Object.entries(snapshot(specsDir))) {
      expect(text).toBe(readFileSync(join(committed, name), 'utf8'));
    }
  });
});

describe('with the specs of a small document', () => {
  let root: string;
  let options: { specsDir: string; typesDir: string; functionsDir: string };
  beforeEach(() => {
    root = tempFolder();
    options = { specsDir: join(root, 'specs'), typesDir: join(root, 'types'), functionsDir: join(root, 'functions') };
    writeSpecs(options.specsDir, tinyDocument());
  });
  const contractFile = () => join(options.specsDir, CONTRACT_FILE);
  const lockFile = () => join(options.specsDir, LOCK_FILE);

  describe('generate', () => {
    test('writes both folders, with the same bytes each time', async () => {
      await generate(options);
      const first = [snapshot(options.typesDir), snapshot(options.functionsDir)];
      await generate(options);
      expect([snapshot(options.typesDir), snapshot(options.functionsDir)]).toEqual(first);
      expect(Object.keys(first[1] ?? {})).toEqual(['exceptional-routes.ts', 'operations.ts']);
    });

    test('writes only the requested folder', async () => {
      await generate({ ...options, typesDir: undefined });
      expect(readdirSync(root).sort()).toEqual(['functions', 'specs']);
    });

    test('fails if no folder is given', async () => {
      const nothing = { ...options, typesDir: undefined, functionsDir: undefined };
      await expect(generate(nothing)).rejects.toThrow('pass --types DIR, --functions DIR, or both');
    });

    test.each(['types', 'types/below', '.'])('refuses folders that overlap: types and %s', async (other) => {
      await expect(generate({ ...options, functionsDir: join(root, other) })).rejects.toThrow('overlap');
    });

    test('writes neither folder if one contains an unrelated file with a generated name', async () => {
      mkdirSync(options.functionsDir);
      writeFileSync(join(options.functionsDir, 'operations.ts'), 'mine');
      await expect(generate(options)).rejects.toThrow(
        `${join(options.functionsDir, 'operations.ts')} is a file that neon-codegen did not write. Move it away, or pass --functions another folder.`,
      );
      expect(readdirSync(root).sort()).toEqual(['functions', 'specs']);
      expect(snapshot(options.functionsDir)).toEqual({ 'operations.ts': 'mine' });
    });

    test('refuses folders that overlap through a symbolic link', async () => {
      mkdirSync(join(root, 'real'));
      symlinkSync('real', options.typesDir);
      await expect(generate({ ...options, functionsDir: join(root, 'real/below') })).rejects.toThrow('overlap');
    });

    test('writes nothing for a document that TypeScript cannot express', async () => {
      writeSpecs(options.specsDir, tinyDocument({ '/a': { get: tinyOperation('x(){};evil') } }));
      await expect(generate(options)).rejects.toThrow(/Nothing was written.*"x\(\)\{\};evil" cannot name a function/s);
      expect(readdirSync(root)).toEqual(['specs']);
    });
  });

  describe('check', () => {
    beforeEach(async () => {
      await generate(options);
      await check(options);
    });
    const failure = (more: Partial<GenerateOptions> = {}) => expect(check({ ...options, ...more })).rejects;
    const DRIFT = 'neon.contract.json does not match neon.lock.json. Run `neon-codegen pull`.';

    test('passes with no generated folder to compare', async () => {
      await check({ ...options, typesDir: undefined, functionsDir: undefined });
    });

    test('fails when the contract was edited', async () => {
      edit(contractFile(), 'listThings', 'listOthers');
      await failure().toThrow(DRIFT);
    });

    test('fails when only the formatting of the contract was edited', async () => {
      edit(contractFile(), '{', '{ ');
      await failure().toThrow(DRIFT);
    });

    test.each([
      ['a count', '"operations": 1', '"operations": 2'],
      ['a hash', '"sha256": "', '"sha256": "0'],
    ])('fails when %s in the lock was edited', async (_, from, to) => {
      const text = readFileSync(lockFile(), 'utf8');
      const at = text.indexOf('"contract"');
      writeFileSync(lockFile(), text.slice(0, at) + text.slice(at).replace(from, to));
      expect(readFileSync(lockFile(), 'utf8')).not.toBe(text);
      await failure().toThrow(DRIFT);
    });

    test('names each file that is edited, missing or no longer generated', async () => {
      const path = (name: string) => join(options.typesDir, name);
      edit(path('schemas.d.ts'), 'export', '// edited\nexport');
      rmSync(path('index.d.ts'));
      renameSync(join(options.functionsDir, 'operations.ts'), path('operations.ts'));
      writeFileSync(path('mine.ts'), '');
      const run = 'Run `neon-codegen generate`';
      await expect(check({ ...options, functionsDir: undefined })).rejects.toThrow(
        [
          'The check found problems:',
          `  - ${path('schemas.d.ts')}: edited. Run \`neon-codegen generate --force\` to discard your edits.`,
          `  - ${path('index.d.ts')}: missing. ${run}.`,
          `  - ${path('operations.ts')}: no longer generated. ${run}.`,
        ].join('\n'),
      );
    });

    test('also fails for generated functions', async () => {
      edit(join(options.functionsDir, 'operations.ts'), 'listThings', 'listOthers');
      await failure().toThrow(`${join(options.functionsDir, 'operations.ts')}: edited. Run`);
      await check({ ...options, functionsDir: undefined });
    });

    test('fails when the document breaks an assumption', async () => {
      writeSpecs(options.specsDir, tinyDocument({ '/a': { get: tinyOperation('delete') } }));
      await failure().toThrow('operationId "delete" cannot name a function');
    });
  });
});

describe('with the specs of the installed source', () => {
  test('check fails when the contract and its lock were edited consistently', async () => {
    const [specsDir, { lock }] = [copyOfPulledSpecs(), pulled];
    const path = join(specsDir, CONTRACT_FILE);
    const contract = JSON.parse(readFileSync(path, 'utf8')) as OpenApiDocument;
    writeFileSync(
      path,
      serialise({
        ...contract,
        components: { ...contract.components, schemas: { ...contract.components.schemas, Added: {} } },
      }),
    );
    const edited = JSON.parse(readFileSync(path, 'utf8')) as OpenApiDocument;
    writeFileSync(join(specsDir, LOCK_FILE), serialise(tinyInput(edited, {}).lock));
    edit(join(specsDir, LOCK_FILE), '0'.repeat(64), lock.source.sha256);
    await expect(check({ specsDir, typesDir: undefined, functionsDir: undefined })).rejects.toThrow(
      'does not match tiny@1.0.0',
    );
  });

  test('generate adds the prose and its licence', async () => {
    const root = copyOfPulledSpecs();
    const functionsDir = join(root, 'functions');
    await generate({ specsDir: root, typesDir: undefined, functionsDir });
    expect(readdirSync(functionsDir).sort()).toEqual([
      'THIRD-PARTY-NOTICE.txt',
      'exceptional-routes.ts',
      'operations.ts',
    ]);
  });
});
