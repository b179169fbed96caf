import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { tarballOf } from './pack.ts';
import { ROOT } from './repository.ts';
import { node, runCommand } from './run-command.ts';
import {
  COMPILERS,
  checkTypes,
  inTurns,
  longRunVersions,
  SETTINGS,
  type Setting,
  unpack,
  versionOf,
} from './types-matrix.ts';

const KILOBYTE = 1024;

const ESM_USE = `
import type { Branch, components, CreateProjectParams, ListProjectsResponse, paths } from '@neon-api/types';
export const params: CreateProjectParams = { body: { project: { name: 'shop', pg_version: 17 } } };
export const names = (answer: ListProjectsResponse): string[] => answer.projects.map(({ name }) => name);
export const same = (branch: Branch): components['schemas']['Branch'] => branch;
export type Answer = paths['/projects']['get']['responses'][200]['content']['application/json'];
// @ts-expect-error: no such property
export const wrong: CreateProjectParams = { body: { project: { nam: 'shop' } } };
`;

const CJS_USE = `
import types = require('@neon-api/types');
export const params: types.CreateProjectParams = { body: { project: { name: 'shop' } } };
// @ts-expect-error: a required parameter is missing
export const wrong: types.GetProjectParams = {};
`;

const SUBSET_USE = `
import type { CreateProjectParams, ListProjectsResponse, Project } from './neon/index.js';
export const params: CreateProjectParams = { body: { project: { name: 'shop' } } };
export const first = (answer: ListProjectsResponse): string | undefined => answer.projects[0]?.id;
export const region = (project: Project): string => project.region_id;
// @ts-expect-error: no such property
export const wrong: CreateProjectParams = { body: { project: { nam: 'shop' } } };
// @ts-expect-error: not one of the five
export type Absent = import('./neon/index.js').Snapshot;
`;

const CLIENT_USE = `
import type { NeonClient } from '@neon-api/client';
import { createProject, type CreateProjectResponse } from './functions/index.js';
export const created = (neon: NeonClient): Promise<CreateProjectResponse> =>
  createProject(neon, { body: { project: { name: 'shop' } } }, { timeoutMs: 1000 });
// @ts-expect-error: no such property
export const wrong = (neon: NeonClient) => createProject(neon, { body: { project: { nam: 'shop' } } });
`;

/** Exports of a library that its users must be able to use. */
const LIBRARY_INDEX = `
export type { CreateProjectParams, Project } from './neon/index.js';
export const namesOf = ({ projects }: import('./neon/index.js').ListProjectsResponse) => projects.map(({ name }) => name);
`;

const LIBRARY_USE = `
import { namesOf, type CreateProjectParams, type Project } from 'neon-shop';
type IsAny<T> = 0 extends 1 & T ? true : false;
export const known: [IsAny<Project>, IsAny<CreateProjectParams>, IsAny<Parameters<typeof namesOf>[0]>] = [false, false, false];
// @ts-expect-error: no such property
export const wrong: CreateProjectParams = { body: { project: { nam: 'shop' } } };
`;

const FIVE = 'createProject,listProjects,getProject,getConnectionURI,getProjectOperation';

const types = tarballOf('types', inject('tarballs'));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-types-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settingName = ({ version, resolution }: Setting) => `TypeScript ${version}, ${resolution}`;

/** Returns the settings under which the files do not compile, with the compiler's errors. None are expected. */
async function failures(project: string, files: readonly string[]): Promise<string[]> {
  const failed: string[] = [];
  const jobs = SETTINGS.map((setting) => async () => {
    await checkTypes(project, setting, files).catch((error: unknown) => {
      failed.push(`${settingName(setting)}: ${String(error)}`);
    });
  });
  await inTurns(jobs, 2);
  return failed;
}

test('each compiler has the version of its name', async () => {
  for (const version of Object.keys(COMPILERS) as Setting['version'][]) expect(await versionOf(version)).toBe(version);
});

describe('the tarball of the types', () => {
  test('contains no JavaScript', () => {
    expect(types.files.filter((file) => /\.[cm]?jsx?$/.test(file))).toEqual([]);
  });

  test('is at most 350 KB', () => {
    expect(statSync(types.path).size).toBeLessThanOrEqual(350 * KILOBYTE);
  });

  test('compiles in an otherwise empty project under old and new compilers, for both module systems', {
    timeout: 60_000,
  }, async () => {
    const project = join(folder, 'consumer');
    await unpack(types.path, join(project, 'node_modules/@neon-api/types'));
    writeFileSync(join(project, 'package.json'), '{ "private": true }');
    writeFileSync(join(project, 'use.mts'), ESM_USE);
    writeFileSync(join(project, 'use.cts'), CJS_USE);
    expect(await failures(project, ['use.mts', 'use.cts'])).toEqual([]);
  });
});

describe('a subset of five operations, generated by the packed codegen in a project without our packages', () => {
  let project: string;
  const generateInto = (out: string, ...flags: string[]) =>
    runCommand(
      node(join(folder, 'npx/codegen/dist/cli.js'), 'generate', '--operations', FIVE, '--out', out, ...flags),
      project,
    );

  beforeAll(async () => {
    const codegen = tarballOf('codegen', inject('tarballs'));
    // Next to the project, with the dependencies of codegen, as npx would install it.
    const installed = join(folder, 'npx/codegen');
    await unpack(codegen.path, installed);
    symlinkSync(join(ROOT, 'packages/codegen/node_modules'), join(installed, 'node_modules'));
    project = join(folder, 'subset');
    mkdirSync(project);
    await generateInto('neon');
  }, 60_000);

  test('compiles under old and new compilers', { timeout: 60_000 }, async () => {
    expect(readdirSync(project)).toEqual(['neon']);
    writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
    writeFileSync(join(project, 'use.ts'), SUBSET_USE);
    expect(await failures(project, ['use.ts', 'neon/index.ts'])).toEqual([]);
  });

  test.each(longRunVersions('7.0.2'))(
    'keeps its types in a published package that TypeScript %s built',
    async (version) => {
      const setting = { version, resolution: 'nodenext' } as const;
      const library = join(folder, `library-${version}`);
      mkdirSync(join(library, 'src'), { recursive: true });
      cpSync(join(project, 'neon'), join(library, 'src/neon'), { recursive: true });
      writeFileSync(join(library, 'src/index.ts'), LIBRARY_INDEX);
      const manifest = { name: 'neon-shop', type: 'module', exports: './dist/index.js' };
      writeFileSync(join(library, 'package.json'), JSON.stringify(manifest));
      const build = { noEmit: false, declaration: true, rootDir: join(library, 'src'), outDir: join(library, 'dist') };
      await checkTypes(library, setting, ['src/index.ts'], build);

      const user = join(folder, `user-${version}`);
      const published = join(user, 'node_modules/neon-shop');
      for (const part of ['package.json', 'dist']) {
        cpSync(join(library, part), join(published, part), { recursive: true });
      }
      writeFileSync(join(user, 'package.json'), '{ "private": true, "type": "module" }');
      writeFileSync(join(user, 'use.ts'), LIBRARY_USE);
      // With `skipLibCheck`, as in most projects, an unresolved name in a declaration file is `any` without an error.
      await checkTypes(user, setting, ['use.ts'], { skipLibCheck: true });
    },
  );

  test('with functions compiles against the client', { timeout: 60_000 }, async () => {
    await generateInto('functions', '--client');
    mkdirSync(join(project, 'node_modules/@neon-api'), { recursive: true });
    symlinkSync(join(ROOT, 'packages/client'), join(project, 'node_modules/@neon-api/client'));
    writeFileSync(join(project, 'call.ts'), CLIENT_USE);
    const files = ['call.ts', 'functions/index.ts'];
    await checkTypes(project, { version: '6.0.3', resolution: 'nodenext' }, files, {
      lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    });
  });

  test('is documented, and has its source and the licence of its prose', () => {
    const text = readFileSync(join(project, 'neon/index.ts'), 'utf8');
    expect(text).toMatch(
      /^\/\/ Generated by @neon-api\/codegen\..*\n.*\n\/\/ Source: @neondatabase\/api-client@\d+\.\d+\.\d+, /,
    );
    expect(text.match(/\/\*\*/g)?.length).toBeGreaterThan(100);
    expect(readdirSync(join(project, 'neon')).sort()).toEqual(['THIRD-PARTY-NOTICE.txt', 'index.ts']);
  });

  test('is at most 5 % of the full output', () => {
    const sizeOf = (files: readonly string[]) => files.reduce((sum, file) => sum + statSync(file).size, 0);
    const generated = join(ROOT, 'packages/types/generated');
    const whole = sizeOf(readdirSync(generated).map((name) => join(generated, name)));
    expect(sizeOf([join(project, 'neon/index.ts')]) / whole).toBeLessThanOrEqual(0.05);
  });
});
