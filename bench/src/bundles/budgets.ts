/** The most that our bundles may weigh, gzipped; a kilobyte is 1,000 bytes. */
export const BUDGETS: Readonly<Record<string, number>> = {
  'two calls': 10_000,
  'minimal two calls': 7_000,
  'minimal all functions': 12_000,
  'helper findBranch': 9_000,
  'helper connectionUris': 9_000,
  'helper compareBranches': 9_000,
  'helper planCleanup': 9_000,
  'helper rotateApiKey': 9_000,
  'helper transferProject': 9_000,
};
