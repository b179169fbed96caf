import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { writeFiles } from '../../test/write-files.ts';
import { CONTRACT_FILE, LOCK_FILE, serialise } from '../contract/index.ts';
import { GENERATED_MARK, sealed } from '../output/index.ts';
import { DEFAULT_TOOLS } from '../source/index.ts';
import { shippedFiles } from '../subset/index.ts';
import { checkSubset, generateSubset, type SubsetOptions } from './generate-subset.ts';

let project: string;
let options: SubsetOptions;
let tools: typeof DEFAULT_TOOLS & { shippedDir: string };

beforeEach(() => {
  project = tempFolder();
  options = { operations: ['shipped'], out: join(project, 'src/neon') };
  tools = { ...DEFAULT_TOOLS, shippedDir: tempFolder() };
  const document = tinyDocument({ '/a': { get: tinyOperation('shipped'), post: tinyOperation('other') } });
  writeFiles(tools.shippedDir, shippedFiles(tinyInput(document)));
});

const output = () => readFileSync(join(project, 'src/neon/index.ts'), 'utf8');

function writeSpecs(folder: string, operationId: string): void {
  const document = tinyDocument({ '/a': { get: tinyOperation(operationId) } });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, CONTRACT_FILE), serialise(document));
  writeFileSync(join(folder, LOCK_FILE), serialise(tinyInput(document).lock));
}

describe('the source is', () => {
  test('the included contract, if the project has no contract', async () => {
    mkdirSync(join(project, 'specs'));
    await generateSubset(options, tools);
    expect(output()).toContain('// Source: tiny@1.0.0, tiny.yaml, sha256 0');
    expect(output()).toContain('export type ShippedParams');
    expect(output()).not.toContain('OtherParams');
  });

  test('the nearest contract above the output', async () => {
    writeSpecs(join(project, 'specs'), 'own');
    await generateSubset({ ...options, operations: ['own'] }, tools);
    expect(output()).toContain('OwnParams');
  });

  test('the contract in the given specs folder', async () => {
    const specsDir = tempFolder();
    writeSpecs(specsDir, 'named');
    await generateSubset({ ...options, operations: ['named'], specsDir }, tools);
    expect(output()).toContain('NamedParams');
  });

  test('the given document, without its prose, whose licence is unknown', async () => {
    const path = join(tempFolder(), 'api.json');
    const operation = {
      ...tinyOperation('filed', { summary: 'Prose' }),
      responses: { '200': { description: 'Prose' } },
    };
    writeFileSync(path, JSON.stringify(tinyDocument({ '/a': { get: operation } })));
    await generateSubset({ ...options, operations: ['filed'], source: { from: 'file', path } }, tools);
    expect(output()).toContain('// Source: api.json, sha256 ');
    expect(output()).toContain('FiledParams');
    expect(output()).not.toContain('Prose');
  });

  test('never both a specs folder and a document', async () => {
    const both = { ...options, specsDir: 'specs', source: { from: 'npm' } } as const;
    await expect(generateSubset(both, tools)).rejects.toThrow('Both a specs folder and a source were given');
  });
});

test('the same input gives the same bytes', async () => {
  const first = await generateSubset(options, tools);
  expect((await generateSubset({ ...options, operations: ['shipped', 'shipped'] }, tools)).files).toEqual(first.files);
});

test('switching from declarations to functions removes the declarations', async () => {
  await generateSubset(options, tools);
  await generateSubset({ ...options, client: true }, tools);
  expect(readdirSync(join(project, 'src/neon'))).toEqual(['index.ts']);
});

test('other files in the folder are left alone', async () => {
  writeFileSync(join(project, 'mine.ts'), 'mine');
  mkdirSync(join(project, 'below'));
  for (const client of [false, true]) await generateSubset({ ...options, client, out: project }, tools);
  expect(readdirSync(project).sort()).toEqual(['below', 'index.ts', 'mine.ts']);
  expect(readFileSync(join(project, 'mine.ts'), 'utf8')).toBe('mine');
});

test('a file of an earlier version that is no longer generated is removed by name', async () => {
  const old = sealed({ path: 'index.d.ts', content: `${GENERATED_MARK}\n\nexport type Old = 1;\n` });
  writeFiles(options.out, [old]);
  const { removed } = await generateSubset(options, tools);
  expect(removed).toEqual([join(options.out, 'index.d.ts')]);
  expect((await generateSubset(options, tools)).removed).toEqual([]);
});

test('an edited file is an error that names it, and force replaces it', async () => {
  await generateSubset(options, tools);
  const path = join(options.out, 'index.ts');
  const generated = output();
  writeFileSync(path, `${generated}// edited\n`);
  const other = { ...options, operations: ['other'] };
  await expect(generateSubset(other, tools)).rejects.toThrow(
    `Nothing was written:\n  - ${path} was edited after neon-codegen wrote it. ` +
      'Move your edit to another file, then discard it here with --force.',
  );
  expect(output()).toBe(`${generated}// edited\n`);
  await generateSubset({ ...options, force: true }, tools);
  expect(output()).toBe(generated);
});

test('a checkout with CRLF line endings is current: it passes --check and is not rewritten', async () => {
  await generateSubset(options, tools);
  const crlf = output().replaceAll('\n', '\r\n');
  writeFileSync(join(options.out, 'index.ts'), crlf);
  await checkSubset(options, tools);
  await generateSubset(options, tools);
  expect(output()).toBe(crlf);
  await generateSubset({ ...options, operations: ['other'] }, tools);
  expect(output()).toContain('OtherParams');
});

test('an unknown operation writes nothing', async () => {
  await expect(generateSubset({ ...options, operations: ['shiped'] }, tools)).rejects.toThrow(
    'Did you mean "shipped"?',
  );
  expect(readdirSync(project)).toEqual([]);
});

describe('--check', () => {
  test('passes for fresh output, and otherwise fails with the names of the files', async () => {
    await expect(checkSubset(options, tools)).rejects.toThrow(join('src/neon/index.ts'));
    expect(readdirSync(project)).toEqual([]);
    await generateSubset(options, tools);
    await checkSubset(options, tools);
    writeFileSync(join(project, 'src/neon/index.ts'), `${output()}// edited\n`);
    const edited = output();
    await expect(checkSubset(options, tools)).rejects.toThrow(
      `Generated files are out of date:\n  - ${join(project, 'src/neon/index.ts')}: edited\n` +
        'Run the same command with --force instead of --check to discard your edits.',
    );
    expect(output()).toBe(edited);
  });

  test('reports a file that differs only in formatting, and generate restores it without force', async () => {
    await generateSubset(options, tools);
    const generated = output();
    const path = join(options.out, 'index.ts');
    writeFileSync(path, generated.replaceAll('  ', '\t').replaceAll(';\n', '\n').replaceAll("'", '"'));
    await expect(checkSubset(options, tools)).rejects.toThrow(
      `${path}: reformatted\nExclude the folder from your formatter.`,
    );
    await generateSubset(options, tools);
    expect(output()).toBe(generated);
  });

  test('fails if the source of the comments is not installed', async () => {
    const specsDir = join(project, 'specs');
    writeSpecs(specsDir, 'own');
    const own = { ...options, operations: ['own'], specsDir };
    await generateSubset(own, tools);
    const notice = sealed({ path: 'THIRD-PARTY-NOTICE.txt', content: 'The licence' });
    writeFiles(options.out, [notice]);
    await expect(checkSubset(own, tools)).rejects.toThrow(
      'tiny@1.0.0 is not installed. The documentation comments in the generated files come from it, so the check ' +
        'needs it. Install it and run the check again.',
    );
  });

  test('fails when the selection has changed', async () => {
    await generateSubset(options, tools);
    await expect(checkSubset({ ...options, operations: ['other'] }, tools)).rejects.toThrow('index.ts');
  });
});
