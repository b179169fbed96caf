import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli as run, runCliAsNobody, runCliUnder } from '../test/cli.ts';
import { sharedTempFolder } from '../test/temp-folder.ts';
import { tinyWorkspace } from '../test/tiny-workspace.ts';

const root = sharedTempFolder();
const { contract: SPECS, newProject } = tinyWorkspace(root);

let project: string;
beforeEach(() => {
  project = newProject();
});

const SUBSET = ['generate', '--specs', SPECS, '--operations', 'listApiKeys'];

/** The output of SUBSET, generated once. */
const written = newProject();
beforeAll(async () => {
  expect(await run(written, ...SUBSET, '--out', 'neon')).toMatchObject({ status: 0, stderr: '' });
});
const writeSubset = () => cpSync(join(written, 'neon'), join(project, 'neon'), { recursive: true });

const read = (path: string) => readFileSync(join(project, path), 'utf8');

describe('generate', () => {
  test('keeps unrelated files in its folder, and lists the files that it removes', async () => {
    mkdirSync(join(project, 'src/below'), { recursive: true });
    writeFileSync(join(project, 'src/helpers.ts'), 'mine');
    writeFileSync(join(project, 'src/below/app.ts'), 'mine');
    expect((await run(project, 'generate', '--specs', SPECS, '--functions', 'src')).status).toBe(0);
    expect(await run(project, ...SUBSET, '--out', 'src', '--client')).toEqual({
      status: 0,
      stdout: 'src: index.ts, THIRD-PARTY-NOTICE.txt\nremoved src/exceptional-routes.ts\nremoved src/operations.ts\n',
      stderr: '',
    });
    expect(readdirSync(join(project, 'src')).sort()).toEqual([
      'THIRD-PARTY-NOTICE.txt',
      'below',
      'helpers.ts',
      'index.ts',
    ]);
    expect([read('src/helpers.ts'), read('src/below/app.ts')]).toEqual(['mine', 'mine']);
  });

  test('refuses to overwrite an edit unless --force discards it', async () => {
    writeSubset();
    appendFileSync(join(project, 'neon/index.ts'), '// mine');
    const edited = read('neon/index.ts');
    expect(await run(project, ...SUBSET, '--out', 'neon')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'neon-codegen: Nothing was written:\n  - neon/index.ts was edited after neon-codegen wrote it. ' +
        'Move your edit to another file, then discard it here with --force.\n',
    });
    expect(read('neon/index.ts')).toBe(edited);
    expect((await run(project, ...SUBSET, '--out', 'neon', '--force')).status).toBe(0);
    expect(read('neon/index.ts')).not.toContain('// mine');
  });

  test('merges repeated --operations and ignores a trailing comma', async () => {
    const flags = ['--operations', 'listApiKeys,', '--operations', 'createApiKey', '--out', 'neon'];
    expect(await run(project, 'generate', '--specs', SPECS, ...flags)).toMatchObject({ status: 0, stderr: '' });
    expect(read('neon/index.ts').match(/^export type \w+(?=Params)/gm)).toEqual([
      'export type CreateApiKey',
      'export type ListApiKeys',
    ]);
  });

  test.each([
    [['--operations', ','], "option '--operations <ids>' argument ',' is invalid. Pass at least one name."],
    [
      ['--out', 'a', '--out', 'b'],
      "option '--out <dir>' argument 'b' is invalid. The flag was already set to 'a'. Pass it once.",
    ],
    [['--out', ''], "option '--out <dir>' argument '' is invalid. The value is empty."],
  ])('refuses %j', async (flags, message) => {
    const { status, stderr } = await run(project, ...SUBSET, ...flags);
    expect({ status, stderr }).toEqual({ status: 2, stderr: `error: ${message}\n` });
  });
});

describe('the error for a wrong path is one line with the flag and the remedy', () => {
  beforeEach(() => {
    writeFileSync(join(project, 'file'), 'mine');
    symlinkSync('nowhere', join(project, 'broken'));
    symlinkSync('loop', join(project, 'loop'));
  });
  const PASS_OUT = 'Pass --out the path of a folder.';
  const REPAIR_OUT = 'Repair it, or pass --out the path of a folder.';
  const SUBSET_TO = [...SUBSET, '--out'];

  test.each([
    [[...SUBSET_TO, 'file'], `--out file: this is a file, not a folder. ${PASS_OUT}`],
    [[...SUBSET_TO, 'file', '--check'], `--out file: this is a file, not a folder. ${PASS_OUT}`],
    [[...SUBSET_TO, 'file/below'], `--out file/below: PROJECT/file is a file, not a folder. ${PASS_OUT}`],
    [[...SUBSET_TO, 'broken'], `--out broken: this is a symbolic link to a path that does not exist. ${REPAIR_OUT}`],
    [
      [...SUBSET_TO, 'loop'],
      `--out loop: this cannot be read: a symbolic link in the path leads back to itself. ${REPAIR_OUT}`,
    ],
    [
      ['generate', '--specs', SPECS, '--types', 'file'],
      '--types file: this is a file, not a folder. Pass --types the path of a folder.',
    ],
    [
      ['generate', '--specs', SPECS, '--functions', 'file'],
      '--functions file: this is a file, not a folder. Pass --functions the path of a folder.',
    ],
    [['pull', '--specs', 'file'], '--specs file: this is a file, not a folder. Pass --specs the path of a folder.'],
    [['generate', '--config', '.'], '. is not a file. Pass the path of a configuration file.'],
  ])('%j', async (args, message) => {
    expect(await run(project, ...args)).toEqual({
      status: 2,
      stdout: '',
      stderr: `neon-codegen: ${message.replace('PROJECT', project)}\n`,
    });
    expect(readdirSync(project).sort()).toEqual(['broken', 'file', 'loop']);
  });

  test('a folder with the name of the contract', async () => {
    mkdirSync(join(project, 'specs/neon.contract.json'), { recursive: true });
    const { status, stderr } = await run(project, 'check');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `neon-codegen: ${join(project, 'specs/neon.contract.json')} cannot be read: it is a folder, not a file. Repair it, or pass --specs another folder.\n`,
    });
  });
});

describe.skipIf(process.platform === 'win32')('without write permission', () => {
  beforeEach(() => {
    writeSubset();
    for (const folder of [root, project]) chmodSync(folder, 0o755);
    chmodSync(join(project, 'neon'), 0o555);
  });

  test('generate names the flag and the remedy, and --check works', () => {
    expect(runCliAsNobody(project, ...SUBSET, '--out', 'neon')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'neon-codegen: --out neon: this cannot be written: permission denied. ' +
        'Change its permissions, or pass --out another folder.\n',
    });
    expect(runCliAsNobody(project, ...SUBSET, '--out', 'neon', '--check')).toMatchObject({ status: 0, stderr: '' });
  });

  test('an unreadable file is not reported as foreign', () => {
    chmodSync(join(project, 'neon/index.ts'), 0o000);
    expect(runCliAsNobody(project, ...SUBSET, '--out', 'neon', '--check')).toMatchObject({
      status: 1,
      stderr:
        'neon-codegen: Generated files are out of date:\n  - neon/index.ts: not readable\n' +
        'Change the permissions of unreadable files.\n',
    });
  });
});

test('pull refuses an unrelated specs folder unless --specs names it', async () => {
  mkdirSync(join(project, 'specs'));
  writeFileSync(join(project, 'specs/login_spec.rb'), 'mine');
  expect(await run(project, 'pull')).toEqual({
    status: 2,
    stdout: '',
    stderr:
      `neon-codegen: ${join(project, 'specs')} contains files, but no contract. ` +
      'Pass --specs DIR to name the folder of the contract.\n',
  });
  expect(readdirSync(join(project, 'specs'))).toEqual(['login_spec.rb']);
  expect((await run(project, 'pull', '--specs', 'specs')).status).toBe(0);
  expect(read('specs/login_spec.rb')).toBe('mine');
});

describe('with a configuration', () => {
  /** Node flags that forbid every write. */
  const READ_ONLY = [
    process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission',
    '--allow-fs-read=*',
    '--no-warnings',
  ];

  beforeEach(() => {
    mkdirSync(join(project, '.git'));
    mkdirSync(join(project, 'packages/api'), { recursive: true });
    writeFileSync(join(project, 'operations.ts'), "export const operations: string[] = ['listApiKeys'];");
    writeFileSync(
      join(project, 'neon-codegen.config.ts'),
      "import { operations } from './operations.ts';\n" +
        `export default async () => ({ operations, out: 'neon' as string, specs: ${JSON.stringify(SPECS)} });\n`,
    );
  });

  test('generate works in a subdirectory, --check writes nothing, and --out overrides out', async () => {
    const below = join(project, 'packages/api');
    const written = `${join(project, 'neon')}: index.ts, THIRD-PARTY-NOTICE.txt\n`;
    expect(await run(below, 'generate')).toEqual({ status: 0, stdout: written, stderr: '' });
    expect(runCliUnder(READ_ONLY, below, 'generate', '--check')).toEqual({ status: 0, stdout: written, stderr: '' });
    renameSync(join(project, 'neon'), join(below, 'other'));
    expect(runCliUnder(READ_ONLY, below, 'generate', '--check', '--out', 'other')).toEqual({
      status: 0,
      stdout: 'other: index.ts, THIRD-PARTY-NOTICE.txt\n',
      stderr: '',
    });
    expect(existsSync(join(project, 'neon'))).toBe(false);
  });
});
