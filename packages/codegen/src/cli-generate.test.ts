import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli as run } from '../test/cli.ts';
import { sharedTempFolder } from '../test/temp-folder.ts';
import { tinyWorkspace } from '../test/tiny-workspace.ts';

const { contract: SPECS, newProject } = tinyWorkspace(sharedTempFolder());

const SUBSET = ['generate', '--specs', SPECS, '--operations', 'listApiKeys, createApiKey', '--tags', 'Region'];

test('a subset is generated, passes the check, and is reported when stale', async () => {
  const project = newProject();
  const written = 'src/neon: index.ts, THIRD-PARTY-NOTICE.txt\n';
  expect(await run(project, ...SUBSET, '--out', 'src/neon')).toEqual({ status: 0, stdout: written, stderr: '' });
  const file = join(project, 'src/neon/index.ts');
  const text = readFileSync(file, 'utf8');
  expect(text.match(/^export type \w+(?=Params)/gm)).toEqual([
    'export type CreateApiKey',
    'export type GetActiveRegions',
    'export type ListApiKeys',
  ]);
  expect(await run(project, ...SUBSET, '--out', 'src/neon', '--check')).toEqual({
    status: 0,
    stdout: written,
    stderr: '',
  });
  writeFileSync(file, `${text}// mine`);
  expect(await run(project, ...SUBSET, '--out', 'src/neon', '--check')).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'neon-codegen: Generated files are out of date:\n  - src/neon/index.ts: edited\n' +
      'Run the same command with --force instead of --check to discard your edits.\n',
  });
});

test('a configuration provides the options, and a misspelt operation is an error', async () => {
  const project = newProject();
  const configure = (operation: string) =>
    writeFileSync(
      join(project, 'neon-codegen.config.ts'),
      `export default { operations: ['${operation}'], out: 'neon' as string, client: true, specs: '${SPECS}' };`,
    );
  configure('listApiKey');
  expect(await run(project, 'generate')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no operation "listApiKey". Did you mean "listApiKeys"'),
  });
  configure('listApiKeys');
  expect(await run(project, 'generate')).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(project, 'neon/index.ts'), 'utf8')).toContain(
    'export function listApiKeys(neon: NeonCaller',
  );
});

test('--check also compares full declarations and functions', async () => {
  const project = newProject();
  const all = ['generate', '--specs', SPECS, '--functions', 'generated'];
  expect(await run(project, ...all, '--check')).toMatchObject({ status: 1, stdout: '' });
  expect((await run(project, ...all)).status).toBe(0);
  expect((await run(project, ...all, '--check')).status).toBe(0);
});
