import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { linksOf } from '../links.ts';
import { gitPaths, readText } from '../repository.ts';
import { movingTag, withMovingTag } from './action-tag.ts';
import { writeActionTree } from './action-tree.ts';
import { bundledNames } from './bundled-names.ts';
import { tagAction } from './tag-action.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-api-action-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['0.1.0', 'action-v0.1'],
  ['0.12.3', 'action-v0.12'],
  ['1.2.3', 'action-v1'],
])('the moving tag of %s is %s', (version, tag) => {
  expect(movingTag(version)).toBe(tag);
});

test('withMovingTag changes the moving tags, and no exact one', () => {
  const text = 'uses: a/b@action-v0.1\nuses: a/b/emulator@action-v0.1 # action-v0.1.0\nuses: a/b@action-v0.1.0\n';
  expect(withMovingTag(text, '1.0.0')).toBe(
    'uses: a/b@action-v1\nuses: a/b/emulator@action-v1 # action-v0.1.0\nuses: a/b@action-v0.1.0\n',
  );
});

test('every example uses the tag of the current version, or before the first release that of 0.1.0', () => {
  const { version } = JSON.parse(readText('packages/types/package.json').text) as { version: string };
  const pages = gitPaths().filter((path) => path.endsWith('.md') && /@action-v/.test(readText(path).text));
  expect(pages).toContain('action/README.md');
  const current = version === '0.0.0' ? '0.1.0' : version;
  expect(pages.filter((path) => withMovingTag(readText(path).text, current) !== readText(path).text)).toEqual([]);
});

test('the content of a tag needs nothing else to run, and its README has absolute links', () => {
  writeActionTree(folder, '0.1.0');
  const { stdout, status } = spawnSync(process.execPath, [join(folder, 'dist/main.mjs')], {
    ...{ cwd: folder, env: {}, encoding: 'utf8' },
  });
  expect({ stdout, status }).toEqual({ stdout: '::error::Missing input project.\n', status: 1 });
  // Then the tag also needs the licences of these packages: the build writes them into THIRD-PARTY-NOTICE.txt.
  expect(bundledNames(readFileSync(join(folder, 'dist/main.mjs'), 'utf8'))).toEqual([]);
  expect(readFileSync(join(folder, 'emulator/action.yml'), 'utf8')).toContain('default: 0.1.0\n');
  const links = linksOf(readFileSync(join(folder, 'README.md'), 'utf8'));
  expect(links.filter((link) => !/^(https:|#)/.test(link))).toEqual([]);
  expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toMatch(/^MIT License/);
});

test('tagAction pushes the folder as two tags. A second run changes nothing, and other content is refused', () => {
  const [checkout, origin, built] = ['checkout', 'origin', 'built'].map((name) => join(folder, name));
  if (checkout === undefined || origin === undefined || built === undefined) throw new Error('unreachable');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: checkout, encoding: 'utf8', stdio: 'pipe' });
  mkdirSync(checkout);
  mkdirSync(join(built, 'dist'), { recursive: true });
  execFileSync('git', ['init', '--bare', '--quiet', origin]);
  git('init', '--quiet');
  git('config', 'user.name', 'tester');
  git('config', 'user.email', 'tester@example.com');
  writeFileSync(join(checkout, '.gitignore'), 'dist/\n');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Source');
  git('remote', 'add', 'origin', origin);
  writeFileSync(join(built, 'action.yml'), 'name: a\n');
  writeFileSync(join(built, 'dist/main.mjs'), '');

  const options = { folder: built, version: '0.1.0', checkout };
  tagAction(options);
  const tags = git('ls-remote', 'origin');
  tagAction(options);
  expect(git('ls-remote', 'origin')).toBe(tags);
  expect(tags.match(/refs\/\S+/g)).toEqual(['refs/tags/action-v0.1', 'refs/tags/action-v0.1.0']);
  expect(new Set(tags.match(/^\w+/gm)).size).toBe(1);
  git('fetch', '--quiet', 'origin', 'tag', 'action-v0.1');
  expect(git('ls-tree', '-r', '--name-only', 'action-v0.1')).toBe('action.yml\ndist/main.mjs\n');
  expect(git('show', '--no-patch', '--format=%P%B', 'action-v0.1')).toBe(
    `Action 0.1.0\n\nBuilt from ${git('rev-parse', 'HEAD').trim()}.\n\n`,
  );
  expect(git('status', '--porcelain')).toBe('');

  writeFileSync(join(built, 'action.yml'), 'name: b\n');
  expect(() => tagAction(options)).toThrow('rejected');
  tagAction({ ...options, version: '0.1.1' });
  expect(git('ls-remote', 'origin').match(/refs\/\S+/g)).toHaveLength(3);
});
