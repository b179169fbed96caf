import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderSnapshot } from '../../test/folder-snapshot.ts';
import { tempFolder } from '../../test/temp-folder.ts';
import { tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { takeUserStep, type UserStep, userSteps } from '../../test/user-steps.ts';
import { writeFiles } from '../../test/write-files.ts';
import { CodegenError } from '../codegen-error.ts';
import { emitSubset } from '../emit/index.ts';
import { GENERATED_MARK, type OutputFile, planOutput, sealed, writeOutput } from '../output/index.ts';
import { DEFAULT_TOOLS } from '../source/index.ts';
import { shippedFiles } from '../subset/index.ts';
import { checkSubset, generateSubset, type SubsetTools } from './generate-subset.ts';

// Separate variables, because a failing sequence is reproduced by its seed: `NEON_CODEGEN_FUZZ_RUNS=2000` runs more
// sequences, and `NEON_CODEGEN_FUZZ_SEED=2` selects others.
const RUNS = Number(process.env.NEON_CODEGEN_FUZZ_RUNS ?? 40);
const SEED = Number(process.env.NEON_CODEGEN_FUZZ_SEED ?? 14);

/** Different selections to generate, and the resulting files. */
interface Selection {
  readonly operations: readonly string[];
  readonly client: boolean;
  readonly files: readonly OutputFile[];
}

interface Generate {
  readonly do: 'generate';
  readonly selection: Selection;
  readonly force: boolean;
  /** Happens between the plan and the write. */
  readonly meanwhile: UserStep | undefined;
}

type Step = UserStep | Generate | { readonly do: 'check'; readonly selection: Selection };

const INPUT = tinyInput(tinyDocument({ '/a': { get: tinyOperation('one') }, '/b': { get: tinyOperation('two') } }), {
  licence: 'The licence',
});

test('files that the generator did not write are never changed or removed', { timeout: 3_600_000 }, async () => {
  const tools = { ...DEFAULT_TOOLS, shippedDir: tempFolder() };
  writeFiles(tools.shippedDir, shippedFiles(INPUT));
  const selections = await Promise.all(
    [['one'], ['two'], ['one', 'two']].flatMap((operations) =>
      [false, true].map((client) => select(operations, client)),
    ),
  );
  const outputs = selections.flatMap(({ files }) => files).map(sealed);
  const property = fc.asyncProperty(fc.array(stepsWith(selections, outputs), { maxLength: 12 }), async (steps) => {
    const project = mkdtempSync(join(tmpdir(), 'neon-codegen-'));
    try {
      mkdirSync(join(project, 'out'));
      writeFiles(project, [{ path: 'outside/mine.ts', content: 'mine' }]);
      for (const step of steps) await take(step, project, tools, outputs);
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  });
  await fc.assert(property, { numRuns: RUNS, seed: SEED });
});

async function select(operations: readonly string[], client: boolean): Promise<Selection> {
  return { operations, client, files: await emitSubset(INPUT, { operationIds: new Set(operations), client }) };
}

function stepsWith(selections: readonly Selection[], outputs: readonly OutputFile[]): fc.Arbitrary<Step> {
  const selection = fc.constantFrom(...selections);
  const user = userSteps(outputs);
  const meanwhile = fc.option(user, { nil: undefined, freq: 2 });
  return fc.oneof(
    { weight: 3, arbitrary: user },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('generate'), selection, force: fc.boolean(), meanwhile }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('check'), selection }) },
  );
}

async function take(step: Step, project: string, tools: SubsetTools, outputs: readonly OutputFile[]): Promise<void> {
  const out = join(project, 'out');
  if (step.do === 'check') {
    const before = folderSnapshot(project);
    await isRefused(() => checkSubset({ ...step.selection, out }, tools));
    expect(folderSnapshot(project)).toEqual(before);
  } else if (step.do === 'generate') {
    let before = folderSnapshot(project);
    const { selection, force, meanwhile } = step;
    const refused = await isRefused(async () => {
      if (meanwhile === undefined) return await generateSubset({ ...selection, out, force }, tools);
      const plan = await planOutput({ folder: out, flag: '--out', files: selection.files });
      takeUserStep(out, meanwhile);
      before = folderSnapshot(project);
      return writeOutput([plan], { force });
    });
    const after = folderSnapshot(project);
    if (refused) expect(after).toEqual(before);
    else judge(before, after, step, outputs);
  } else takeUserStep(out, step);
}

function judge(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  { selection, force }: Generate,
  outputs: readonly OutputFile[],
): void {
  const targets = new Map(selection.files.map(sealed).map(({ path, content }) => [join('out', path), content]));
  for (const [path, content] of targets) expect(plain(after.get(path) ?? '')).toBe(`file ${content}`);
  for (const [path, entry] of before) {
    if (after.get(path) === entry || isOutput(path, entry, outputs)) continue;
    const target = targets.get(path);
    const isFormatted = target !== undefined && bare(entry) === bare(`file ${target}`);
    const isDiscardedEdit = target !== undefined && force && isMarked(path, entry);
    if (!isFormatted && !isDiscardedEdit) throw new Error(`${JSON.stringify(path)} is lost: ${JSON.stringify(entry)}`);
  }
  const created = [...after.keys()].filter((path) => !before.has(path));
  for (const path of created) expect([...targets.keys()]).toContain(path);
}

/** Returns true if the generator writes this file, under its own name or a temporary one. */
function isOutput(path: string, entry: string, outputs: readonly OutputFile[]): boolean {
  if (dirname(path) !== 'out') return false;
  const [, final] = /^(.+)\.\d+\.\d+\.tmp$/.exec(basename(path)) ?? [];
  const contents = outputs
    .filter((file) => file.path === (final ?? basename(path)))
    .map(({ content }) => `file ${content}`);
  const isHalf = final !== undefined && isMarked(final, entry);
  return contents.some((content) => content === plain(entry) || (isHalf && content.startsWith(entry)));
}

/** Returns true if the file's seal says that the generator wrote it under this name. */
function isMarked(path: string, entry: string): boolean {
  const [, name] = /neon-codegen: (\S+) sha256 /.exec(entry) ?? [];
  return name === undefined ? entry.startsWith(`file ${GENERATED_MARK}`) : name === basename(path);
}

const plain = (text: string) => text.replaceAll('\r\n', '\n');
const bare = (text: string) => text.replaceAll(/[\s;]/g, '').replaceAll("'", '"');

/** Returns true if it fails with a message for the user. */
async function isRefused(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return false;
  } catch (error) {
    if (error instanceof CodegenError) return true;
    throw error;
  }
}
