import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesIn, writeGuide } from './consumers/guide-files.ts';
import { ROOT, readText } from './repository.ts';
import { node, runCommand } from './run-command.ts';
import { checkTypes, longRunVersions } from './types-matrix.ts';

const GUIDE = 'docs/guides/use-only-the-types.md';

const PACKAGES = {
  '@neon-api/types': 'packages/types',
  '@types/node': 'node_modules/@types/node',
  msw: 'packages/emulator/node_modules/msw',
  'openapi-fetch': 'packages/client/node_modules/openapi-fetch',
};

const SETTINGS = {
  lib: ['ES2022', 'DOM', 'DOM.Iterable'],
  types: ['node'],
  allowJs: true,
  checkJs: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  // Only Deno resolves `npm:` specifiers.
  paths: { 'npm:@neon-api/types': ['./node_modules/@neon-api/types/generated/index.d.mts'] },
};

/** A mistake for each file: the text to replace, its replacement, and a part of the compiler's error. */
const MISTAKES: Readonly<Record<string, readonly [string, string, RegExp]>> = {
  'src/branches.ts': ['return branches;', 'return branches.pagination;', /pagination/],
  'src/document.ts': ['openapi.info', 'openapi.information', /information/],
  'src/client.ts': ['{project_id}/branches', '{project_id}/brunches', /brunches/],
  'src/branch-names.cjs': ['({ name }) => name', '({ title }) => title', /title/],
  'deno/is-ready.ts': ['{ current_state }', '{ state: current_state }', /state/],
  'test/mock.ts': ["name: 'shop'", "nam: 'shop'", /'nam'/],
  'src/describe-state.ts': ["    case 'init':\n      return 'is being created';\n", '', /missingCase: "init"/],
  'test/handlers.ts': ['projects: [], ', '', /projects/],
  'src/proxy.ts': ['{ project_id }: ', '{ projectId: project_id }: ', /projectId/],
};

describe('the guide to the types', () => {
  const files = filesIn(readText(GUIDE));
  let project: string;

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'neon-api-types-guide-'));
    writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
    for (const [name, folder] of Object.entries(PACKAGES)) {
      const link = join(project, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(ROOT, folder), link);
    }
    writeGuide(project, { path: GUIDE });
  });

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  const names = files.map(({ name }) => name);
  const check = (version: ReturnType<typeof longRunVersions>[number], paths: readonly string[]): Promise<void> =>
    checkTypes(project, { version, resolution: 'nodenext' }, paths, SETTINGS);

  test.each(longRunVersions('7.0.2'))('compiles as printed under TypeScript %s', async (version) => {
    await check(version, names);
  });

  test('compiles with a subset instead of the package, except for paths and the document', async () => {
    const operations = 'createProject,getProjectEndpoint,listProjectBranches,listProjects';
    const cli = join(ROOT, 'packages/codegen/dist/cli.js');
    await runCommand(node(cli, 'generate', '--operations', operations, '--out', 'neon'), project);
    const subset = files.filter(({ code }) => !/\bpaths\b|openapi\.json/.test(code));
    for (const { name, code } of subset) {
      const path = join(project, 'subset', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, code.replaceAll(/(npm:)?@neon-api\/types/g, '../../neon/index.js'));
    }
    expect(subset).toHaveLength(files.length - 2);
    const paths = subset.map(({ name }) => `subset/${name}`);
    await check('7.0.2', paths);
  });

  test('has a mistake in this test for each of its files', () => {
    expect(Object.keys(MISTAKES).sort()).toEqual([...names].sort());
  });

  test('does not compile with a mistake in a file', async () => {
    const wrong = files.map(({ name, code }) => {
      const [part = '', replacement = ''] = MISTAKES[name] ?? [];
      expect(code).toContain(part);
      const path = name.replace(/(\.\w+)$/, '.wrong$1');
      writeFileSync(join(project, path), code.replace(part, replacement));
      return path;
    });
    const complaints = await check('7.0.2', wrong).then(() => '', String);
    for (const { name } of files) {
      const [, , expected = /^$/] = MISTAKES[name] ?? [];
      const lines = complaints.split('\n').filter((line) => line.startsWith(name.replace(/(\.\w+)$/, '.wrong$1')));
      expect(lines.join('\n'), name).toMatch(expected);
    }
  });
});
