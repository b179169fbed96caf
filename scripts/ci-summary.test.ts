import { describe, expect, test } from 'vitest';
import { summarise } from './ci-summary.ts';

const file = (status: string, ...assertions: string[]) => ({
  status,
  assertionResults: assertions.map((assertion) => ({ status: assertion })),
});

function report(passed: number, failed: number, more: object = {}): string {
  return JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults: [], ...more });
}

describe('summarise', () => {
  test.each([
    ['every test passed', report(12, 0), '12 passed, 0 failed', 0],
    ['a test failed', report(11, 1), '11 passed, 1 failed', 1],
    [
      'some tests were skipped',
      report(9, 0, { numPendingTests: 2, numTodoTests: 1 }),
      '9 passed, 0 failed, 3 skipped',
      0,
    ],
    ['no test ran', report(0, 0), '0 passed, 1 failed', 1],
    ['every test was skipped', report(0, 0, { numPendingTests: 2 }), '0 passed, 1 failed, 2 skipped', 1],
    ['the report is missing', undefined, '0 passed, 1 failed', 1],
    ['the report is truncated', '{ "numPassedTests": 3', '0 passed, 1 failed', 1],
    ['the report has another format', 'null', '0 passed, 1 failed', 1],
  ] as const)('%s', (_, text, line, exitCode) => {
    expect(summarise(text, [])).toEqual({ line, exitCode });
  });

  test('a file that fails to load counts as one failure', () => {
    const testResults = [file('failed'), file('passed', 'passed'), file('failed', 'passed')];
    expect(summarise(report(2, 0, { testResults }), ['test'])).toEqual({ line: '2 passed, 2 failed', exitCode: 1 });
  });

  test('a file whose tests failed does not count twice', () => {
    const testResults = [file('failed', 'passed', 'failed')];
    expect(summarise(report(1, 1, { testResults }), ['test'])).toEqual({ line: '1 passed, 1 failed', exitCode: 1 });
  });

  test('a failed check counts as one failure', () => {
    expect(summarise(report(5, 0), ['check'])).toEqual({ line: '5 passed, 1 failed', exitCode: 1 });
    expect(summarise(report(5, 1), ['test', 'check'])).toEqual({ line: '5 passed, 2 failed', exitCode: 1 });
  });

  test('a test command that fails outside the tests counts as one failure', () => {
    expect(summarise(report(5, 0), ['test'])).toEqual({ line: '5 passed, 1 failed', exitCode: 1 });
    expect(summarise(undefined, ['test', 'check'])).toEqual({ line: '0 passed, 2 failed', exitCode: 1 });
  });
});
