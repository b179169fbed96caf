import type { LiveProject } from '@neon-api/emulator';
import { expect, test } from 'vitest';
import { findProjects } from './find-projects.ts';

const project = (id: string, name: string, created_at: string): LiveProject =>
  ({ id, name, created_at }) as LiveProject;
const all = [project('cold-1', 'Shop', '2026-01-01'), project('warm-2', 'Blog', '2026-01-02')];

test.each([
  ['', ['Blog', 'Shop']],
  [' shop ', ['Shop']],
  ['warm', ['Blog']],
  ['x', []],
])('"%s" finds %j', (search, names) => {
  expect(findProjects(all, search).map(({ name }) => name)).toEqual(names);
});
