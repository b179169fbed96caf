import type { Expectation } from '../harness/index.ts';

const TWO_FINISHED = ['create_timeline finished', 'start_compute finished'];

/** The report of fixtures/shop.ts if the client works. */
export const SHOP: readonly Expectation[] = [
  { name: 'created', gives: 'shop' },
  { name: 'waited', gives: TWO_FINISHED },
  { name: 'listed', gives: ['shop'] },
  { name: 'branched', gives: ['create_branch finished'] },
  { name: 'paginated', gives: ['main', 'preview'] },
  { name: 'missing', gives: { name: 'NeonApiError', status: 404, outcome: 'rejected', attempts: 1 } },
  { name: 'deleted', gives: true },
];

/** A library whose functions wrap the client's. */
export const LIBRARY: readonly Expectation[] = [
  { name: 'waited', gives: TWO_FINISHED },
  { name: 'listed', gives: ['first', 'second'] },
  { name: 'branches', gives: ['main'] },
  { name: 'everyFunctionIsDeclared', gives: true },
  { name: 'everyOperationIsDeclared', gives: true },
];

/** A test environment without fetch. */
export const NO_FETCH: readonly Expectation[] = [
  { name: 'fetch', gives: 'undefined' },
  { name: 'seen', gives: { name: 'NeonUsageError', outcome: 'not_sent' } },
];

/** The `jest --json` report if the only test passes. */
export const TEST_PASSED: readonly Expectation[] = [
  { name: 'success', gives: true },
  { name: 'numPassedTests', gives: 1 },
];
