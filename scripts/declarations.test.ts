import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ENTRIES, type Entry, libraryOver, listingProgram } from './declarations.ts';
import { installProjects } from './pack.ts';
import { ROOT } from './repository.ts';
import { node, runCommand } from './run-command.ts';
import { compilerOf, inTurns, longRunVersions, type Setting } from './types-matrix.ts';

const VERSIONS = longRunVersions('7.0.2');
const PACKAGES = [...new Set(ENTRIES.map(({ packageName }) => packageName))];

let folder: string;
const projectName = (packageName: string) => packageName.replace('@neon-api/', '');
const projectOf = (packageName: string) => join(folder, projectName(packageName));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-declarations-'));
  const direct = Object.fromEntries(PACKAGES.map((name) => [projectName(name), [name]]));
  await installProjects(folder, inject('tarballs'), direct);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function functionsOf({ packageName, specifier }: Entry): Promise<string[]> {
  const project = projectOf(packageName);
  writeFileSync(join(project, 'list.mjs'), listingProgram(specifier));
  return JSON.parse(await runCommand(node('list.mjs'), project)) as string[];
}

/** Returns the compiler's errors for a library over an entry, with declarations enabled. None are expected. */
async function complaints(entry: Entry, functions: readonly string[], version: Setting['version']): Promise<string[]> {
  const project = projectOf(entry.packageName);
  const name = entry.specifier.replace(/\W/g, '-');
  writeFileSync(join(project, `${name}.ts`), libraryOver(entry, functions));
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: `out-${version}`,
    skipLibCheck: true,
    target: 'ES2022',
    lib: ['ES2023', 'DOM', 'DOM.Iterable', 'ESNext.Disposable'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
    types: ['node'],
    module: 'nodenext',
    moduleResolution: 'nodenext',
  };
  const config = join(project, `tsconfig.${name}.${version}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions, files: [`${name}.ts`] }));
  const output = await runCommand(node(compilerOf(version), '-p', config), project).catch(String);
  return output.split('\n').filter((line) => line.includes('error'));
}

describe('a library with one of our packages in an isolated node_modules can declare', () => {
  test.each(ENTRIES)('each function of $specifier', { timeout: 120_000 }, async (entry) => {
    const functions = await functionsOf(entry);
    expect(functions.length).toBeGreaterThan(0);
    const said: Record<string, string[]> = {};
    const jobs = VERSIONS.map((version) => async () => {
      said[version] = await complaints(entry, functions, version);
    });
    await inTurns(jobs, 2);
    expect(said).toEqual(Object.fromEntries(VERSIONS.map((version) => [version, []])));
  });
});
