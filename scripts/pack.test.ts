import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { installTarballs, tarballOf } from './pack.ts';
import { ROOT, readText } from './repository.ts';
import { node, runCommand } from './run-command.ts';

/** The fastest compiler. types-matrix.test.ts compiles with the others. */
const TSC = join(ROOT, 'node_modules/typescript-7/bin/tsc');

/** Exports that the packages promise, with a use of each. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  '@neon-api/client': ['createNeonClient', 'waitForOperations', 'NeonApiError', 'NeonOperationError'],
  '@neon-api/client/operations': ['createProject', 'listProjects'],
  '@neon-api/helpers': ['provisionProject', 'ensureBranch', 'connectionUris'],
  '@neon-api/emulator': ['startEmulator'],
  '@neon-api/codegen': ['pull', 'generate', 'check'],
  '@neon-api/fleet': ['createPostgresRateLimiter'],
};

const ANYWHERE_USE = `
import { createNeonClient, waitForOperations, type NeonClient } from '@neon-api/client';
import { createProject, listProjects } from '@neon-api/client/operations';
import { connectionUris, ensureBranch, provisionProject } from '@neon-api/helpers';
import type { Branch, components, CreateProjectParams, CreateProjectResponse } from '@neon-api/types';

export const neon: NeonClient = createNeonClient({ apiKey: 'key' });
export const params: CreateProjectParams = { body: { project: { name: 'shop' } } };
export const created: Promise<CreateProjectResponse> = createProject(neon, params);
export const branch = (await created).branch satisfies Branch satisfies components['schemas']['Branch'];
export const names: string[] = (await listProjects(neon, {})).projects.map((project) => project.name);
export const functions = [waitForOperations, connectionUris, ensureBranch, provisionProject];
// @ts-expect-error: no such parameter
export const wrong = listProjects(neon, { limits: 3 });
`;

const REQUIRED_ANYWHERE_USE = `
import client = require('@neon-api/client');
import operations = require('@neon-api/client/operations');
import helpers = require('@neon-api/helpers');
import types = require('@neon-api/types');
export const neon: client.NeonClient = client.createNeonClient({ apiKey: 'key' });
export const answer: Promise<types.ListProjectsResponse> = operations.listProjects(neon, {});
export const { provisionProject } = helpers;
`;

const NODE_USE = `
import { generate } from '@neon-api/codegen';
import { startEmulator } from '@neon-api/emulator';
export const generated: Promise<unknown> = generate({ specsDir: 'specs', typesDir: 'types', functionsDir: undefined });
export const emulator = await startEmulator({ postgres: 'off' });
export const url: string = emulator.apiUrl;
await emulator.stop();
// @ts-expect-error: no such option
export const wrong = startEmulator({ postgress: 'off' });
`;

const REQUIRED_NODE_USE = `
import codegen = require('@neon-api/codegen');
import emulator = require('@neon-api/emulator');
export const { generate } = codegen;
export const { startEmulator } = emulator;
`;

/** Only packages that need Node get its types. */
const TYPED_USES = {
  anywhere: { sources: { 'use.mts': ANYWHERE_USE, 'use.cts': REQUIRED_ANYWHERE_USE }, types: [] },
  'in Node': { sources: { 'node-use.mts': NODE_USE, 'node-use.cts': REQUIRED_NODE_USE }, types: ['node'] },
} as const;

let folder: string;
let project: string;
const tarballs = inject('tarballs');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-pack-'));
  project = join(folder, 'project');
  await installTarballs(project, tarballs);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function runSource(fileName: string, source: string): Promise<string> {
  writeFileSync(join(project, fileName), source);
  return runCommand(node(fileName), project);
}

describe('the tarballs', () => {
  test('are one for each of the six packages', () => {
    const names = tarballs.map(({ name }) => name.replace('@neon-api/', ''));
    expect(names.sort()).toEqual(['client', 'codegen', 'emulator', 'fleet', 'helpers', 'types']);
  });

  test.each(['client', 'codegen', 'emulator', 'fleet', 'helpers', 'types'])(
    'of %s contain its README and licence, but neither tests nor sources',
    (name) => {
      const files = tarballOf(name, tarballs).files;
      expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE']));
      expect(files.filter((file) => /\.test\b|\.test-d\b|(?<!\.d)\.[cm]?ts$|tsconfig|\.tmp$/.test(file))).toEqual([]);
    },
  );

  test.each(['client', 'codegen', 'emulator', 'fleet', 'helpers', 'types'])(
    'of %s use no private package in their code or declarations',
    (name) => {
      const { path, files } = tarballOf(name, tarballs);
      const read = (...names: string[]) =>
        execFileSync('tar', ['-xzOf', path, ...names.map((name) => `package/${name}`)], {
          encoding: 'utf8',
          maxBuffer: 2 ** 26,
        });
      const { dependencies, peerDependencies, optionalDependencies } = JSON.parse(read('package.json'));
      const needed = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
      expect(needed).not.toContain('@neon-api/ground');
      const code = read(...files.filter((file) => /\.[cm]?(js|ts)$/.test(file)));
      expect(code.match(/['"]@neon-api\/ground.*/g)).toBeNull();
    },
  );

  test('of types contains declarations and data, but no JavaScript', () => {
    const files = tarballOf('types', tarballs).files;
    expect(files.filter((file) => /\.[cm]?js$/.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['generated/index.d.ts', 'generated/openapi.json']));
  });

  test.each(['types', 'client', 'emulator'])('of %s contain the licences of what others wrote', (name) => {
    expect(tarballOf(name, tarballs).files.filter((file) => file.endsWith('THIRD-PARTY-NOTICE.txt'))).toHaveLength(1);
  });
});

describe('installed into an empty project', { timeout: 60_000 }, () => {
  test('every package comes from its tarball', () => {
    const lockfile = readFileSync(join(project, 'pnpm-lock.yaml'), 'utf8');
    const elsewhere = [...lockfile.matchAll(/'@neon-api\/\w+@([^']+)'/g)].filter(
      (match) => !match[1]?.startsWith('file:'),
    );
    expect(elsewhere).toEqual([]);
  });

  test('every package can be imported', async () => {
    const lines = Object.entries(EXPORTS).map(
      ([specifier, names]) => `import { ${names.join(', ')} } from '${specifier}';\nprove(${names.join(', ')});`,
    );
    const prove =
      "function prove(...values) { if (!values.every((value) => typeof value === 'function')) throw values; }";
    await runSource('import.mjs', [...lines, prove].join('\n'));
  });

  test('every package can be required', async () => {
    const lines = Object.entries(EXPORTS).map(
      ([specifier, names]) =>
        `for (const name of ${JSON.stringify(names)}) if (typeof require('${specifier}')[name] !== 'function') throw name;`,
    );
    await runSource('require.cjs', lines.join('\n'));
  });

  test('the document can be required as JSON', async () => {
    const paths = await runSource(
      'data.cjs',
      "console.log(Object.keys(require('@neon-api/types/openapi.json').paths).length)",
    );
    expect(paths.trim()).toBe('123');
  });

  test('operations exports exactly the operations of the contract', async () => {
    const source =
      "import * as operations from '@neon-api/client/operations'; console.log(JSON.stringify(Object.keys(operations)));";
    const exported = JSON.parse(await runSource('operations.mjs', source)) as string[];
    const contract = JSON.parse(readText('specs/neon.contract.json').text) as {
      paths: Record<string, Record<string, { operationId?: string }>>;
    };
    const operations = Object.values(contract.paths).flatMap((item) => Object.values(item));
    const ids = operations.flatMap(({ operationId }) => operationId ?? []);
    expect(exported.sort()).toEqual(ids.sort());
    expect(exported).toHaveLength(180);
  });

  test.each([
    ['anywhere', 'nodenext', 'nodenext'],
    ['in Node', 'nodenext', 'nodenext'],
    ['anywhere', 'bundler', 'preserve'],
    ['in Node', 'bundler', 'preserve'],
  ] as const)('the types for code that runs %s compile under %s', async (where, moduleResolution, module) => {
    const { sources, types } = TYPED_USES[where];
    for (const [name, text] of Object.entries(sources)) writeFileSync(join(project, name), text);
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      target: 'ES2022',
      lib: ['ES2022', 'DOM', 'DOM.Iterable'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
      types,
      module,
      moduleResolution,
    };
    const config = join(project, 'tsconfig.json');
    writeFileSync(config, JSON.stringify({ compilerOptions, files: Object.keys(sources) }));
    await runCommand(node(TSC, '-p', config), project);
  });

  test.each([
    ['neon-emulator', 'emulator'],
    ['neon-codegen', 'codegen'],
    ['neon-helpers', 'helpers'],
    ['neon-fleet', 'fleet'],
  ])('the command %s prints its version', async (command, name) => {
    const output = await runCommand(
      { file: join(project, 'node_modules/.bin', command), args: ['--version'] },
      project,
    );
    expect(output.trim()).toBe(tarballOf(name, tarballs).version);
  });
});
