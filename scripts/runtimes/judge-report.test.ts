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
  test('passes when every check gave what it must', () => {
    expect(judge({})).toEqual({ passed: 2, complaints: [] });
  });

  test.each([
    ['another value', { outcomes: [ADDS, { name: 'waits', value: 'gone' }] }, 'waits: gave "gone", not "done"', 1],
    ['another runtime', { runtime: 'node 22.0.0' }, 'ran in node 22.0.0, not in node 20.19.0', 2],
  ])('fails for %s', (_, report, complaint, passed) => {
    expect(judge(report)).toEqual({ passed, complaints: [complaint] });
  });

  test('must show a known difference, so that one which is gone is noticed', () => {
    const known = { waits: 'twice' };
    expect(judge({ outcomes: [ADDS, { name: 'waits', value: 'twice' }] }, known).complaints).toEqual([]);
    expect(judge({}, known).complaints).toEqual(['waits: gave "done", not "twice"']);
  });
});
