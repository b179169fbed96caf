import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandsBeforeInstall } from './commands-in-docs.ts';
import { findBrokenLinks, linksOf } from './links.ts';
import { callsOfProjects, clientsOfEmulators } from './organizations-in-docs.ts';
import { gitPaths, packageNames, ROOT, readText } from './repository.ts';

describe('in this repository', () => {
  test.each(['.', ...packageNames().map((name) => `packages/${name}`)])('%s has a README file', (folder) => {
    expect(existsSync(join(ROOT, folder, 'README.md'))).toBe(true);
  });

  test('every package is MIT and contains the licence', () => {
    const licences = packageNames().map((name) => JSON.parse(readText(`packages/${name}/package.json`).text).license);
    expect(new Set(licences)).toEqual(new Set(['MIT']));
    expect(readText('LICENSE').text).toMatch(/^MIT License/);
  });

  test('every relative link in a Markdown file has a target', () => {
    const files = gitPaths()
      .filter((path) => path.endsWith('.md'))
      .map(readText);
    expect(files.map(({ path }) => path)).toContain('packages/types/README.md');
    expect(files.flatMap((file) => findBrokenLinks(file, (path) => existsSync(join(ROOT, path))))).toEqual([]);
  });

  test('README.md lists every guide', () => {
    const listed = new Set(linksOf(readText('README.md').text));
    const guides = gitPaths().filter((path) => /^docs\/guides\/[\w-]+\.md$/.test(path));
    expect(guides.filter((path) => !listed.has(path))).toEqual([]);
  });

  test('every client that a page points at an emulator has an organization', () => {
    const files = gitPaths()
      .filter((path) => path.endsWith('.md'))
      .map(readText);
    const clients = files.flatMap(({ path, text }) => clientsOfEmulators(text).map((client) => `${path}: ${client}`));
    expect(clients.length).toBeGreaterThan(4);
    expect(clients.filter((client) => !client.includes('orgId'))).toEqual([]);
  });

  test('every page installs a package before it runs its command by name', () => {
    const files = gitPaths()
      .filter((path) => path.endsWith('.md'))
      .map(readText);
    expect(files.flatMap(({ path, text }) => commandsBeforeInstall(text).map((one) => `${path}: ${one}`))).toEqual([]);
  });

  test('every page that lists or creates projects without a client names an organization', () => {
    const pages = gitPaths()
      .filter((path) => /^(README|docs\/guides\/|packages\/\w+\/README).*\.md$/.test(path))
      .map(readText);
    const blocks = pages.flatMap(({ path, text }) => callsOfProjects(text).map((block) => `${path}: ${block}`));
    expect(blocks.length).toBeGreaterThan(2);
    expect(blocks.filter((block) => !block.includes('org_id'))).toEqual([]);
  });
});

describe('findBrokenLinks', () => {
  const find = (text: string) =>
    findBrokenLinks({ path: 'docs/guides/a.md', text }, (path) => path === 'docs/b.md' || path === 'docs/guides');

  test.each([
    '[b](../b.md)',
    '[b](../b.md#part)',
    '[b](/docs/b.md)',
    '[b](<../b.md> "B")',
    '![b](../b.md)',
    '[b]: ../b.md',
    '[here](.)',
  ])('the target of %s exists', (text) => {
    expect(find(text)).toEqual([]);
  });

  test.each([
    '[c](c.md)',
    '[c](../c.md#part)',
    '![c](c.png)',
    '[c]: c.md',
    '[out](../../../b.md)',
    'a [b](../b.md) [c](c.md)',
  ])('the target of %s does not exist', (text) => {
    expect(find(text)).toEqual([expect.stringMatching(/^docs\/guides\/a\.md links to \S+, which does not exist$/)]);
  });

  test.each([
    '[x](https://example.com/x)',
    '[x](mailto:x@example.com)',
    '[x](#part)',
    '`[x](x.md)`',
    '```md\n[x](x.md)\n```',
  ])('the target of %s is not checked', (text) => {
    expect(find(text)).toEqual([]);
  });
});

test.each([
  ["createNeonClient({ baseUrl: 'http://127.0.0.1:8788/api/v2', apiKey: 'local' })", 1],
  ['createNeonClient({\n  baseUrl: emulator.apiUrl,\n  apiKey: emulator.apiKey,\n})', 1],
  ['createNeonClient({ baseUrl: process.env.NEON_API_BASE_URL })', 0],
  ['createNeonClient()', 0],
])('clientsOfEmulators finds clients with the address of an emulator: %j', (code, count) => {
  expect(clientsOfEmulators(`const neon = ${code};`)).toHaveLength(count);
});

test.each([
  ['npx neon-emulator', ['neon-emulator']],
  ['npm install --save-dev @neon-api/client\nnpx neon-emulator', ['neon-emulator']],
  ['npm install --save-dev @neon-api/client @neon-api/emulator\nnpx neon-emulator --json', []],
  ['npx @neon-api/emulator', []],
])('in %j, the commands without an installation are %j', (text, commands) => {
  expect(commandsBeforeInstall(text)).toEqual(commands);
});

test('linksOf finds each link of a line', () => {
  expect(linksOf('See [a](a.md), [b](b.md) and `[c](c.md)`.')).toEqual(['a.md', 'b.md']);
});
