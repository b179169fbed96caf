import { describe, expect, test } from 'vitest';
import { judgeReport } from './judge-report.ts';

const CHECKS = [
  { name: 'adds', gives: { sum: 2 } },
  { name: 'waits', gives: 'done' },
];
const ADDS = { name: 'adds', value: { sum: 2 } };
const WAITS = { name: 'waits', value: 'done' };
const GOOD = { runtime: 'node 20.19.0', outcomes: [ADDS, WAITS] };

const judge = (report: object, known?: object) =>
  judgeReport({ ...GOOD, ...report }, CHECKS, 'node 20.19.0', { ...known });

describe('a report', () => {
  test('passes if every check has the expected value', () => {
    expect(judge({})).toEqual({ passed: 2, complaints: [] });
  });

  test.each([
    [
      'another value',
      { outcomes: [ADDS, { name: 'waits', value: 'gone' }] },
      'waits: returned "gone" instead of "done"',
      1,
    ],
    ['another runtime', { runtime: 'node 22.0.0' }, 'ran in node 22.0.0, not in node 20.19.0', 2],
  ])('fails for %s', (_, report, complaint, passed) => {
    expect(judge(report)).toEqual({ passed, complaints: [complaint] });
  });

  test('fails if a known difference no longer occurs', () => {
    const known = { waits: 'twice' };
    expect(judge({ outcomes: [ADDS, { name: 'waits', value: 'twice' }] }, known).complaints).toEqual([]);
    expect(judge({}, known).complaints).toEqual(['waits: returned "done" instead of "twice"']);
  });
});
