import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { seededRandom } from '@neon-api/ground';
import { isCode, readBlocks } from '@neon-api/ground/guide-blocks';
import { shuffle } from '@neon-api/ground/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT, readText } from '../repository.ts';
import { countBlocks, runningShare } from './count-blocks.ts';
import { type GuideDocument, readDocuments } from './documents.ts';
import { linkWorkspace } from './guide-project.ts';
import { unusedFiles } from './plan-guide.ts';
import { complaintAboutMark, REASONS } from './reasons.ts';
import { hasSteps, tryDocuments } from './try-documents.ts';
import { typeCheckGuides } from './type-check.ts';

/** How many documents `pnpm test` runs. `test:consumers --only guides` runs all. */
const SAMPLE = 3;
const SEED = Number(process.env.NEON_GUIDES_SEED ?? 1);

const documents = readDocuments();
const runnable = documents.filter(({ testedBy }) => testedBy === undefined);

const documentOf = (text: string): GuideDocument => ({
  path: 'broken.md',
  blocks: readBlocks(text),
  testedBy: undefined,
});
const block = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\`\n\n`;

describe('every document', () => {
  test('marks only blocks that cannot run, with a known reason', () => {
    const complaints = documents.flatMap(({ path, blocks }) =>
      blocks.flatMap((one) => {
        const complaint = complaintAboutMark(one);
        return complaint === undefined ? [] : [`${path}:${one.line}: ${complaint}`];
      }),
    );
    expect(complaints).toEqual([]);
  });

  test('needs the reasons in the list, and no others', () => {
    const used = documents.flatMap(({ blocks }) => blocks.flatMap(({ notRun }) => notRun ?? []));
    expect(new Set(used)).toEqual(new Set(Object.keys(REASONS)));
  });

  test('uses the files that it contains', () => {
    const unused = runnable.flatMap(({ path, blocks }) => unusedFiles(blocks).map(({ line }) => `${path}:${line}`));
    expect(unused).toEqual([]);
  });

  test('that does not run here is run by a test that names it', () => {
    const others = documents.filter(({ testedBy }) => testedBy !== undefined);
    expect(others.length).toBeGreaterThan(0);
    for (const { path, testedBy = '' } of others) {
      expect(existsSync(join(ROOT, testedBy))).toBe(true);
      expect(readText(testedBy).text).toContain(basename(path));
    }
  });

  test('that does not run here consists of files and complete programs', () => {
    const fragments = documents
      .filter(({ testedBy }) => testedBy !== undefined)
      .flatMap(({ path, blocks }) =>
        blocks
          .filter((one) => isCode(one) && one.fileName === undefined && !one.code.includes('import '))
          .map(({ line }) => `${path}:${line}`),
      );
    expect(fragments).toEqual([]);
  });

  test('runs nearly all of its TypeScript', () => {
    const counts = countBlocks(documents);
    expect(counts.page).toBeGreaterThan(40);
    expect(runningShare(counts)).toBeGreaterThanOrEqual(0.9);
  });
});

describe('in a project with the packages', () => {
  let project: string;
  let missing: readonly string[];

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'neon-api-guides-'));
    missing = linkWorkspace(project);
  });
  afterAll(() => rmSync(project, { recursive: true, force: true, maxRetries: 5 }));

  /** Reports whether the workspace and this machine have what a document uses. */
  const canRun = ({ blocks }: GuideDocument): boolean =>
    !blocks.some(
      ({ code }) => missing.some((name) => code.includes(`'${name}'`)) || (/\bpsql\b/.test(code) && !hasPsql()),
    );

  const errorOf = async (document: GuideDocument): Promise<string | undefined> => {
    for await (const { error } of tryDocuments([document], project)) return error;
    return undefined;
  };

  test('the code of all documents compiles, and a wrong call does not', () => {
    const wrong = block(
      'ts',
      "import { createNeonClient } from '@neon-api/client';\nconst neon = createNeonClient({ key: 1 });",
    );
    // One program, because most of the time goes to the declarations of the packages.
    const errors = typeCheckGuides([...runnable.filter(canRun), documentOf(wrong)], project);
    expect(errors).toEqual([expect.stringMatching(/^broken\.md:1: .*'key'/)]);
  }, 120_000);

  test(`some documents run, with the seed ${SEED}`, async () => {
    const candidates = runnable.filter((document) => hasSteps(document) && canRun(document));
    const chosen = shuffle(candidates, seededRandom(SEED)).slice(0, SAMPLE);
    for await (const { path, error } of tryDocuments(chosen, project)) {
      expect(error, path).toBeUndefined();
    }
  }, 300_000);

  test.each([
    [
      'a missing import',
      block('ts', 'const neon = createNeonClient();'),
      /broken\.md:1 .*createNeonClient is not defined/s,
    ],
    [
      'an undefined value in a later block',
      block('ts', 'const a = 1;') + block('ts', 'console.log(a, projectId);'),
      /broken\.md:5 .*projectId is not defined/s,
    ],
    ['a command that fails', block('sh', 'true\nnpx neon-helpers projects lst'), /broken\.md:1 .*lst/s],
    ['a variable that is not set', block('sh', `set -u\necho "$DATABASE_URL"`), /broken\.md:1 .*DATABASE_URL/s],
    [
      'a package that is not installed',
      block('sh', 'npm install left-pad'),
      /broken\.md:1 .*left-pad is not installed/s,
    ],
    ['a server that does not start', block('sh', 'npx neon-emulator --prt 1'), /broken\.md:1 .*--prt/s],
    [
      'a wrong file',
      block('js', '// app.mjs\nthrow new Error("wrong");') + block('sh', 'node app.mjs'),
      /broken\.md:6 .*wrong/s,
    ],
  ])(
    '%s fails, with its place',
    async (_, text, message) => {
      rmSync(join(project, 'documents'), { recursive: true, force: true });
      expect(await errorOf(documentOf(text))).toMatch(message);
    },
    60_000,
  );
});

let psql: boolean | undefined;

function hasPsql(): boolean {
  try {
    psql ??= execFileSync('psql', ['--version']).length > 0;
  } catch {
    psql = false;
  }
  return psql;
}
