import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { tempFolder } from '../../test/temp-folder.ts';
import { tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import { CodegenError } from '../codegen-error.ts';
import { serialise } from '../contract/index.ts';
import { type DiffOptions, diff } from './diff.ts';

const one = tinyDocument();
const two = tinyDocument({
  '/things': { get: tinyOperation('listThings') },
  '/more': { get: tinyOperation('listMore') },
});

function folderWith(files: Record<string, string>): string {
  const folder = tempFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const folder = () => folderWith({ 'one.json': serialise(one), 'two.yaml': stringify(two) });

function comparing(old: string, now: string, more: Partial<DiffOptions> = {}) {
  const at = folder();
  return diff({ old: join(at, old), now: join(at, now), specsDir: at, ...more });
}

describe('diff', () => {
  test('compares a contract in JSON with a document in YAML', async () => {
    const { diff: found, output, failed, disagreements } = await comparing('one.json', 'two.yaml');
    expect(found.changes.map(({ kind, where }) => [kind, where.operation])).toEqual([['operation-added', 'listMore']]);
    expect(output).toContain('Version bump: minor.');
    expect(failed).toBe(false);
    expect(disagreements).toBeUndefined();
  });

  test('writes every change as JSON', async () => {
    const { output, diff: found } = await comparing('one.json', 'two.yaml', { format: 'json' });
    expect(JSON.parse(output)).toMatchObject({ bump: 'minor', changes: JSON.parse(JSON.stringify(found.changes)) });
    const same = await comparing('one.json', 'one.json', { format: 'json' });
    expect(JSON.parse(same.output)).toMatchObject({ bump: null, changes: [] });
  });

  test('writes Markdown', async () => {
    const { output } = await comparing('one.json', 'two.yaml', { format: 'markdown' });
    expect(output).toMatch(/^# From .*one\.json to .*two\.yaml\n\nVersion bump: \*\*minor\*\*\./);
  });

  test.each([
    ['one.json', 'two.yaml', 'major', false],
    ['one.json', 'two.yaml', 'minor', true],
    ['one.json', 'two.yaml', 'any', true],
    ['two.yaml', 'one.json', 'major', true],
    ['one.json', 'one.json', 'any', false],
  ] as const)('from %s to %s with --fail-on %s, failed is %s', async (old, now, failOn, failed) => {
    expect((await comparing(old, now, { failOn })).failed).toBe(failed);
  });

  test('compares its result with the compiler with --verify', async () => {
    const { disagreements, failed } = await comparing('two.yaml', 'one.json', { verify: true });
    expect({ disagreements, failed }).toEqual({ disagreements: [], failed: false });
  });

  test('reads installed versions, with and without npm: before them', async () => {
    const { diff: found, output } = await diff({ old: '2.7.0', now: 'npm:2.7.1', specsDir: 'specs' });
    expect(output).toMatch(/^From 2\.7\.0 to 2\.7\.1\n/);
    expect(found.changes.length).toBeGreaterThan(0);
  });

  test('reads the contract of a git reference, and passes on the error of git', async () => {
    const root = tempFolder();
    const specsDir = join(root, 'specs');
    mkdirSync(specsDir);
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
        cwd: root,
        stdio: 'pipe',
      });
    git('init', '-q');
    for (const [tag, document] of Object.entries({ one, two })) {
      writeFileSync(join(specsDir, 'neon.contract.json'), serialise(document));
      git('add', '.');
      git('commit', '-q', '-m', tag);
      git('tag', tag);
    }
    const { diff: found } = await diff({ old: 'git:one', now: 'git:HEAD', specsDir });
    expect(found.changes).toMatchObject([{ kind: 'operation-added', where: { operation: 'listMore' } }]);
    const missing = diff({ old: 'git:nowhere', now: 'git:two', specsDir });
    await expect(missing).rejects.toThrow(/^git:nowhere has no neon\.contract\.json in .*nowhere.*Pass a commit/s);
  });
});

describe('a side that cannot be read', () => {
  test.each([
    [
      'neither a file nor a version',
      'nothing.json',
      /^nothing\.json is not a file, npm version or git reference\..*2\.7\.3.*git:REF/,
    ],
    ['a version that is not installed', '1.0.0', /@1\.0\.0 is not installed\. Installed: .*2\.7\.3/],
    ['an option for git', 'git:--output=x', /^"--output=x" is not a git reference\./],
    ['an empty reference', 'git:', /^"" is not a git reference\./],
  ])('%s: the message lists the choices', async (_, old, message) => {
    const failing = diff({ old, now: '2.7.3', specsDir: tempFolder() });
    await expect(failing).rejects.toThrow(message);
    await expect(failing).rejects.toThrow(CodegenError);
  });

  test('a document that cannot be expressed is refused', async () => {
    const at = folderWith({ 'x.json': serialise(tinyDocument({ '/a': { get: tinyOperation('no name') } })) });
    await expect(diff({ old: join(at, 'x.json'), now: '2.7.3', specsDir: at })).rejects.toThrow('no name');
  });
});
