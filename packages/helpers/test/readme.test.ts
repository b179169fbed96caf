import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as helpers from '../src/index.ts';
import * as node from '../src/node/index.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

test('the table in the README has one row for every exported function', () => {
  const text = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` +\| \S.* \|$/gm)].map(([, name]) => name);
  expect(rows.sort()).toEqual([...Object.keys(helpers), ...Object.keys(node)].sort());
});

describe('the READMEs of the source folders', () => {
  const files = readdirSync(join(PACKAGE, 'src'), { recursive: true }).map((path) =>
    join(PACKAGE, 'src', String(path)),
  );
  const readmes = files.filter((path) => path.endsWith('README.md'));

  test('exist where a folder has more than five modules', () => {
    const counts = new Map<string, number>();
    for (const path of files.filter((one) => one.endsWith('.ts') && !one.endsWith('.test.ts'))) {
      counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
    }
    const large = [...counts].filter(([, count]) => count > 5).map(([folder]) => join(folder, 'README.md'));
    expect(large.length).toBeGreaterThan(5);
    expect(large.filter((path) => !readmes.includes(path))).toEqual([]);
  });

  test('name only files that exist', () => {
    const missing = readmes.flatMap((readme) =>
      [...readFileSync(readme, 'utf8').matchAll(/`([\w./-]+\.ts)`/g)]
        .map(([, name = '']) => name)
        .filter((name) => ![dirname(readme), PACKAGE].some((folder) => existsSync(join(folder, name))))
        .map((name) => `${readme} names ${name}`),
    );
    expect(missing).toEqual([]);
  });
});
