import { expect, test } from 'vitest';
import { describeDropped } from './describe-dropped.ts';

const part = { kind: 'schema', name: 'A' } as const;

test('each overlay has a line that lists its dropped actions', () => {
  expect(
    describeDropped([
      { file: '10.yaml', index: 0, name: 'getA', part, adds: true },
      { file: '20.yaml', index: 0, name: 'A', part, adds: false },
      { file: '10.yaml', index: 1, name: 'A', part, adds: true },
    ]),
  ).toEqual(['10.yaml no longer needs: getA, A', '20.yaml no longer needs: A']);
});

test('nothing is printed if no action was dropped', () => {
  expect(describeDropped([])).toEqual([]);
});
