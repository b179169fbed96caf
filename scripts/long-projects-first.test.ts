import { expect, test } from 'vitest';
import type { TestSpecification, Vitest } from 'vitest/node';
import { LongProjectsFirst } from './long-projects-first.ts';

const vitest = {
  config: { root: '/' },
  cache: { getFileTestResults: () => undefined, getFileStats: () => ({ size: 1 }) },
} as unknown as Vitest;

const file = (name: string, moduleId: string): TestSpecification =>
  ({ moduleId, project: { name, config: { sequence: { groupOrder: 0 } } } }) as unknown as TestSpecification;

test('the site runs first, and the files of each project stay together', async () => {
  const files = [
    file('site', '/d'),
    file('client', '/b'),
    file('site', '/e'),
    file('action', '/a'),
    file('client', '/c'),
  ];
  const sorted = await new LongProjectsFirst(vitest).sort(files);
  expect(sorted.map(({ project, moduleId }) => `${project.name} ${moduleId}`)).toEqual([
    'site /d',
    'site /e',
    'action /a',
    'client /b',
    'client /c',
  ]);
});
