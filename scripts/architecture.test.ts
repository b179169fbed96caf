import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageNames, ROOT, readText } from './repository.ts';

const { text } = readText('docs/architecture.md');
const [introduction = '', ...sections] = text.split(/^### (?:packages\/)?/m);
const rooms = new Map(sections.map((section) => [section.slice(0, section.indexOf('\n')), roomsIn(section)]));

function roomsIn(section: string): string[] {
  return [...section.matchAll(/^\| `([\w-]+)` +\|/gm)].flatMap(([, name]) => name ?? []);
}

function foldersOf(name: string): string[] {
  const src = join(ROOT, name === 'action' ? '' : 'packages', name, 'src');
  if (!existsSync(src)) return [];
  return readdirSync(src, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'generated')
    .map((entry) => entry.name);
}

describe('docs/architecture.md', () => {
  const packages = [...packageNames(), 'action'].filter((name) => foldersOf(name).length > 0);

  test('has a section for each package with folders, and for no other package', () => {
    expect([...rooms.keys()].sort()).toEqual(packages.sort());
  });

  test.each(packages)('lists exactly the folders of %s', (name) => {
    expect(rooms.get(name)?.sort()).toEqual(foldersOf(name).sort());
  });

  test('names only existing files and folders', () => {
    const named = [...introduction.matchAll(/`((?:packages|specs|scripts|action)\/[^`]*)`/g)].flatMap(
      ([, path]) => path ?? [],
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
