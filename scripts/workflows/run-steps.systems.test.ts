import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scriptWith } from './read-workflows.ts';

const onLinux = describe.runIf(process.platform === 'linux');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-steps-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Runs a step as the runner does: bash stops at the first failure. `gh` is a script that records its arguments. Returns
 * the record.
 */
function runStep(script: string, env: Record<string, string>, gh = 'exit 0'): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeCommand(join(bin, 'gh'), gh);
  // The repository's programs have tests of their own, and need a newer Node.
  writeCommand(join(bin, 'node'), `case "$1" in scripts/*) ;; *) exec "${process.execPath}" "$@";; esac`);
  const path = [bin, process.env.PATH].join(delimiter);
  execFileSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: join(folder, 'work'),
    env: { PATH: path, HOME: folder, RUNNER_TEMP: folder, GITHUB_OUTPUT: join(folder, 'output'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return readFileSync(join(folder, 'calls.log'), 'utf8');
}

/** Writes a script that records its name and arguments before it does anything else. */
function writeCommand(path: string, text: string): void {
  writeFileSync(path, `#!/bin/sh\necho "${basename(path)} $@" >> "${folder}/calls.log"\n${text}\n`);
  chmodSync(path, 0o755);
}

function writePackage(version: string): void {
  const path = join(folder, 'work/packages/types');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), JSON.stringify({ version }));
}

onLinux('the step that decides whether to release', () => {
  const script = scriptWith('release.yml', 'release=true');

  test.each([
    ['releases a version without a GitHub release', 'false', 'exit 1', 'release=true\n'],
    ['does not release a version twice', 'false', 'exit 0', ''],
    ['does not release while changes wait for a version', 'true', 'exit 1', ''],
  ])('%s', (_, pending, gh, output) => {
    writePackage('0.1.0');
    runStep(script, { PENDING: pending }, gh);
    const path = join(folder, 'output');
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(output);
  });
});

onLinux('the step that puts the action on tags', () => {
  test('lets git push as the runner, and names the author', () => {
    mkdirSync(join(folder, 'work'));
    execFileSync('git', ['init', '--quiet'], { cwd: join(folder, 'work') });
    const calls = runStep(scriptWith('release.yml', 'tag-action-main.ts'), { GH_TOKEN: 'token' });
    expect(calls).toBe('gh auth setup-git\nnode scripts/release/tag-action-main.ts built-action\n');
    const config = execFileSync('git', ['config', '--local', '--list'], {
      cwd: join(folder, 'work'),
      encoding: 'utf8',
    });
    expect(config).toContain('user.name=github-actions[bot]');
    expect(config).not.toContain('token');
  });
});

onLinux('the step that drafts a GitHub release', () => {
  test('names the version, the commit and the notes', () => {
    writePackage('0.1.0');
    const calls = runStep(scriptWith('release.yml', 'gh release create'), { GH_TOKEN: 'token', GITHUB_SHA: 'abc' });
    expect(calls.split('\n').filter((call) => !call.startsWith('node -p'))).toEqual([
      'node scripts/release/notes-main.ts',
      `gh release create v0.1.0 --draft --target abc --title 0.1.0 --notes-file ${folder}/notes.md`,
      '',
    ]);
    expect(existsSync(join(folder, 'notes.md'))).toBe(true);
  });
});

onLinux('the step that publishes a changed document', () => {
  const script = scriptWith('spec-sync.yml', 'git push');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: join(folder, 'work'), encoding: 'utf8' });

  beforeEach(() => {
    mkdirSync(join(folder, 'work/specs'), { recursive: true });
    mkdirSync(join(folder, 'work/.changeset'));
    execFileSync('git', ['init', '--bare', '--quiet', join(folder, 'origin')]);
    git('init', '--quiet');
    git('remote', 'add', 'origin', join(folder, 'origin'));
    writeFileSync(join(folder, 'work/specs/CHANGES.md'), 'changed');
    writeFileSync(join(folder, 'work/.changeset/change.md'), 'changed');
  });

  test.each([
    ['opens a pull request', 'echo CLOSED', 'pr create'],
    ['updates the open pull request', 'echo OPEN', 'pr edit'],
  ])('pushes a branch and %s', (_, gh, call) => {
    const calls = runStep(script, { BRANCH: 'spec-sync', GH_TOKEN: 'token' }, gh);
    expect(calls).toMatch(/^gh auth setup-git\n/);
    expect(calls).toContain(call);
    expect(git('ls-tree', '-r', '--name-only', 'origin/spec-sync').split('\n').filter(Boolean)).toEqual([
      '.changeset/change.md',
      'specs/CHANGES.md',
    ]);
    expect(git('config', '--list')).not.toContain('token');
  });
});
