import { appendFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modulesLoadedBy, runCli as run, runBuiltCli, SPECS } from '../test/cli.ts';
import { sharedTempFolder, tempFolder } from '../test/temp-folder.ts';
import { tinyWorkspace } from '../test/tiny-workspace.ts';

const { contract, newProject } = tinyWorkspace(sharedTempFolder());

test('pull reads the installed document of Neon', () => {
  expect(runBuiltCli(tempFolder(), 'pull')).toEqual({
    status: 0,
    stdout: '@neondatabase/api-client@2.7.3: 123 paths, 180 operations, 287 schemas\n',
    stderr: '',
  });
});

test('pull, generate and check find the specs from a subdirectory', async () => {
  const root = newProject();
  const below = join(root, 'packages', 'api');
  mkdirSync(below, { recursive: true });
  expect(await run(root, 'pull')).toEqual({
    status: 0,
    stdout: '@neondatabase/api-client@1.0.0: 2 paths, 3 operations, 1 schemas\n',
    stderr: '',
  });
  expect(await run(below, 'generate', '--functions', 'generated')).toEqual({
    status: 0,
    stdout: 'generated: operations.ts, exceptional-routes.ts, THIRD-PARTY-NOTICE.txt\n',
    stderr: '',
  });
  expect(await run(below, 'check', '--functions', 'generated')).toMatchObject({ status: 0, stderr: '' });
  appendFileSync(join(below, 'generated', 'operations.ts'), '// edited');
  const stale = await run(below, 'check', '--functions', 'generated');
  expect(stale).toMatchObject({ status: 1, stdout: '' });
  expect(stale.stderr).toBe(
    `neon-codegen: The check found problems:\n  - ${join('generated', 'operations.ts')}: edited. ` +
      'Run `neon-codegen generate --force` to discard your edits.\n',
  );
});

test('pull --dry-run prints the changes of another source and writes nothing', async () => {
  const root = tempFolder();
  cpSync(SPECS, join(root, 'specs'), { recursive: true });
  const before = readFileSync(join(root, 'specs', 'neon.lock.json'), 'utf8');
  const { status, stdout, stderr } = await run(root, 'pull', '--specs', 'specs', '--from', 'npm@2.7.2', '--dry-run');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^@neondatabase\/api-client@2\.7\.2: 108 paths, 160 operations, 291 schemas\n/);
  expect(stdout).toContain('getConsumptionHistoryPerAccount: GET /consumption_history/account\n');
  expect(readFileSync(join(root, 'specs', 'neon.lock.json'), 'utf8')).toBe(before);
});

test.each([['generate', '--types', 'x'], ['check']])('%s without specs explains what to do', async (...args) => {
  const folder = tempFolder();
  const { status, stderr } = await run(folder, ...args, '--specs', 'none');
  expect(status).toBe(1);
  expect(stderr).toBe(
    `neon-codegen: ${join('none', 'neon.contract.json')} does not exist. Run \`neon-codegen pull\` first, or pass --specs.\n`,
  );
});

test.each([
  [['generate', '--tpyes', 'x'], "unknown option '--tpyes'"],
  [['genrate'], "unknown command 'genrate'"],
  [['pull', '--from', 'zip'], '--from zip is not a source. Pass npm, npm@VERSION'],
  [['generate', '--types'], 'argument missing'],
  [['pull', '--dry-rum'], 'Did you mean --dry-run?'],
  [['generat'], 'Did you mean generate?'],
  [['generate', '--operations', 'listApiKeys'], 'Missing --out DIR'],
  [['generate', '--config', 'none.json'], 'none.json does not exist'],
  [['pull', '--from', 'file=none.json'], 'none.json does not exist'],
  [['diff', 'nowhere', '2.7.2', '--specs', SPECS], 'nowhere is not a file, npm version or git reference'],
  [['history', 'nowhere'], 'nowhere is not a folder. Pass a folder of OpenAPI documents.'],
  [['history', SPECS, '--format', 'table'], "argument 'table' is invalid"],
])('%j is a usage error with exit code 2', async (args, message) => {
  const { status, stdout, stderr } = await run(tempFolder(), ...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
});

describe('the compiler', () => {
  const loadedBy = (...args: string[]) => {
    const loaded = modulesLoadedBy(newProject(), ...args).map((url) => /\/dist\/(.*)$/.exec(url)?.[1]);
    return ['cli.js', 'commands/index.js', 'compiler/index.js'].filter((file) => loaded.includes(file));
  };

  test.each([[['--help']], [['generat']], [['generate', '--types']]])(
    'is not loaded by %j, and neither are the commands',
    (args) => {
      expect(loadedBy(...args)).toEqual(['cli.js']);
    },
  );

  test('is not loaded by a command that does not need types', () => {
    expect(loadedBy('pull')).toEqual(['cli.js', 'commands/index.js']);
  });

  test('is loaded by a command that writes types', () => {
    expect(loadedBy('generate', '--specs', contract, '--operations', 'listApiKeys', '--out', 'neon')).toEqual([
      'cli.js',
      'commands/index.js',
      'compiler/index.js',
    ]);
  });
});

test('--help names the exit codes', async () => {
  const { status, stdout } = await run(tempFolder(), '--help');
  expect(status).toBe(0);
  expect(stdout).toContain('2 usage error (nothing was changed)');
});

test('the built command prints the version of the package, and exits with the code of the run', () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
    version: string;
  };
  expect(runBuiltCli(tempFolder(), '--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  const { status, stderr } = runBuiltCli(tempFolder(), 'check', '--specs', 'none');
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^neon-codegen: .*\n$/) });
  expect(runBuiltCli(tempFolder(), 'genrate')).toMatchObject({ status: 2, stderr: expect.stringMatching(/^error: /) });
});
