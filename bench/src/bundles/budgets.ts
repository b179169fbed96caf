/** What a bundle of ours may weigh, gzipped; a kilobyte is 1,000 bytes. */
export interface Budget {
  /** Where it should be. */
  readonly target: number;
  /** More than this fails the check: close above what it weighs while the target is missed. */
  readonly most: number;
}

export const BUDGETS: Readonly<Record<string, Budget>> = {
  'two calls': { target: 10_000, most: 10_920 },
  'minimal two calls': { target: 7_000, most: 7_660 },
  'minimal all functions': { target: 12_500, most: 12_640 },
  'helper findBranch': { target: 9_000, most: 9_340 },
  'helper connectionUris': { target: 9_000, most: 9_000 },
  'helper compareBranches': { target: 9_000, most: 9_430 },
  'helper planCleanup': { target: 9_000, most: 9_280 },
  'helper rotateApiKey': { target: 9_000, most: 9_410 },
  'helper transferProject': { target: 9_000, most: 9_000 },
};
