import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publishedNames, ROOT, readText } from '../repository.ts';
import { compareVersions, oldestNode } from './oldest-node.ts';

interface Manifest {
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

test.each([
  ['>=20.19', [20, 19, 0]],
  ['^22.13.0 || ^20.19.1 || >=24', [20, 19, 1]],
  ['18.x', [18, 0, 0]],
  ['*', [0, 0, 0]],
])('the oldest version that %s accepts is %j', (range, oldest) => {
  expect(oldestNode(range)).toEqual(oldest);
});

test.each(publishedNames())('%s accepts no version of Node that a dependency refuses', (name) => {
  const { engines, dependencies = {} } = JSON.parse(readText(`packages/${name}/package.json`).text) as Manifest;
  const ours = oldestNode(engines?.node ?? '*');
  const refused = Object.keys(dependencies).flatMap((dependency) => {
    const path = join(ROOT, 'packages', name, 'node_modules', dependency, 'package.json');
    expect(existsSync(path)).toBe(true);
    const { node = '*' } = (JSON.parse(readFileSync(path, 'utf8')) as Manifest).engines ?? {};
    return compareVersions(ours, oldestNode(node)) < 0 ? [`${dependency} needs Node ${node}`] : [];
  });
  expect(refused).toEqual([]);
});
