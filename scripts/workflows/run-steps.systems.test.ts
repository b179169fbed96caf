import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scriptWith } from './read-workflows.ts';

const onLinux = describe.runIf(process.platform === 'linux');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-steps-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a step as the runner does: bash stops at the first failure. `gh` is a script that records its arguments. */
function runStep(script: string, env: Record<string, string>, gh: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'gh'), `#!/bin/sh\necho "$@" >> "${folder}/gh.log"\n${gh}\n`);
  chmodSync(join(bin, 'gh'), 0o755);
  const path = [bin, process.env.PATH].join(delimiter);
  execFileSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: join(folder, 'work'),
    env: { PATH: path, HOME: folder, RUNNER_TEMP: folder, GITHUB_OUTPUT: join(folder, 'output'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return existsSync(join(folder, 'gh.log')) ? readFileSync(join(folder, 'gh.log'), 'utf8') : '';
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
    expect(calls).toMatch(/^auth setup-git\n/);
    expect(calls).toContain(call);
    expect(git('ls-tree', '-r', '--name-only', 'origin/spec-sync').split('\n').filter(Boolean)).toEqual([
      '.changeset/change.md',
      'specs/CHANGES.md',
    ]);
    expect(git('config', '--list')).not.toContain('token');
  });
});
