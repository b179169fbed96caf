/** The most that our bundles may weigh, gzipped; a kilobyte is 1,000 bytes. */
export const BUDGETS: Readonly<Record<string, number>> = {
  'two calls': 7_000,
  'all functions': 12_000,
};
