import type { LiveChange } from '@neon-api/emulator';
import { expect, test } from 'vitest';
import { applyChanges, createLiveState } from './live-state.ts';

const project = (id: string, name: string): LiveChange => ({ topic: 'project', id, value: { name } as never });

test('changes add, replace and remove values, and leave other topics untouched', () => {
  const state = createLiveState();
  applyChanges(state, [project('a', 'one'), project('b', 'two')], true);
  const branches = state.branch.value;
  applyChanges(state, [project('a', 'renamed'), { topic: 'project', id: 'b', value: null }], false);
  expect([...state.project.value]).toEqual([['a', { name: 'renamed' }]]);
  expect(state.branch.value).toBe(branches);
});

test('a snapshot removes what it does not contain', () => {
  const state = createLiveState();
  applyChanges(state, [project('a', 'one')], true);
  applyChanges(state, [project('b', 'two')], true);
  expect([...state.project.value.keys()]).toEqual(['b']);
});
