import { describe, expect, test } from 'vitest';
import { judgeOutcomes } from './judge-outcomes.ts';

const EXPECTATIONS = [
  { name: 'adds', gives: { sum: 2 } },
  { name: 'waits', gives: 'done' },
];
const ADDS = { name: 'adds', value: { sum: 2 } };
const WAITS = { name: 'waits', value: 'done' };

describe('judgeOutcomes', () => {
  test('has no complaint if every check has the expected value', () => {
    expect(judgeOutcomes([WAITS, ADDS], EXPECTATIONS)).toEqual({ passed: 2, complaints: [] });
  });

  test.each([
    ['another value', [ADDS, { name: 'waits', value: 'gone' }], 'waits: returned "gone" instead of "done"'],
    ['a throw', [ADDS, { name: 'waits', error: 'Error: no' }], 'waits: threw Error: no'],
    ['a check that did not run', [ADDS], 'waits: did not run'],
  ])('complains about %s', (_, outcomes, complaint) => {
    expect(judgeOutcomes(outcomes, EXPECTATIONS)).toEqual({ passed: 1, complaints: [complaint] });
  });
});
