import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { installFlat } from './install-flat.ts';
import { tarballOf } from './pack.ts';
import { ROOT } from './repository.ts';
import { node, runCommand } from './run-command.ts';
import { COMPILERS, unpack } from './types-matrix.ts';

describe('the packed codegen, installed next to TypeScript 5.4 as npm does', () => {
  const GENERATED = join(ROOT, 'packages/types/generated');
  let project: string;
  let installed: string;
  let cli: string;

  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'neon-api-compiler-'));
    const modules = join(project, 'node_modules');
    installed = join(modules, '@neon-api/codegen');
    cli = join(installed, 'dist/cli.js');
    await unpack(tarballOf('codegen', inject('tarballs')).path, installed);
    symlinkSync(join(ROOT, 'node_modules', COMPILERS['5.4.5']), join(modules, 'typescript'));
    installFlat(modules, installed, join(ROOT, 'packages/codegen'));
  });

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test('writes the same bytes for all operations as in this workspace', async () => {
    await runCommand(node(cli, 'generate', '--specs', join(ROOT, 'specs'), '--types', 'all'), project);
    const names = readdirSync(GENERATED);
    expect(readdirSync(join(project, 'all')).sort()).toEqual(names.sort());
    const textsIn = (folder: string) => names.map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(textsIn(join(project, 'all'))).toEqual(textsIn(GENERATED));
  });

  test('checks a change with its own compiler and library', async () => {
    for (const required of [true, false]) {
      writeFileSync(join(project, `${required}.json`), JSON.stringify(listOfNames(required)));
    }
    const report = await runCommand(node(cli, 'diff', 'true.json', 'false.json', '--verify'), project);
    expect(report).toContain('Field that may now be absent: names');
  });

  test('reads a configuration in TypeScript', async () => {
    const config = "export default { operations: ['listProjects'], out: 'some' } satisfies { out: string };";
    writeFileSync(join(project, 'neon-codegen.config.ts'), config);
    await runCommand(node(cli, 'generate'), project);
    expect(readdirSync(join(project, 'some'))).toContain('THIRD-PARTY-NOTICE.txt');
  });

  test('has no compiler among its dependencies and peer dependencies', () => {
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as object;
    expect(manifest).not.toHaveProperty('peerDependencies');
    expect(readdirSync(join(project, 'node_modules')).sort()).toEqual([
      '@neon-api',
      'commander',
      'jiti',
      'typescript',
      'yaml',
    ]);
  });

  test('includes the licences of the compiler and openapi-typescript', () => {
    const licences = readFileSync(join(installed, 'dist/compiler/THIRD-PARTY-NOTICE.txt'), 'utf8');
    const versionOf = (name: string): string => {
      const path = join(ROOT, 'packages/codegen/node_modules', name, 'package.json');
      return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
    };
    expect(licences).toContain(`typescript ${versionOf('typescript')} (Apache-2.0)`);
    expect(licences).toContain('Apache License');
    expect(licences).toContain(`openapi-typescript ${versionOf('openapi-typescript')} (MIT)`);
    expect(licences).toContain('Copyright (c) 2020 Drew Powers');
  });
});

/** Creates a document with one operation, whose response has `names`. */
function listOfNames(required: boolean): object {
  const names = { type: 'array', items: { type: 'string' } };
  const schema = { type: 'object', properties: { names }, ...(required && { required: ['names'] }) };
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema } } } };
  return {
    openapi: '3.0.3',
    info: { title: 'Names', version: '1' },
    paths: { '/names': { get: { operationId: 'listNames', responses } } },
    components: { schemas: {} },
  };
}
