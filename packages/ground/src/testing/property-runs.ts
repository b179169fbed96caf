const SEED = 20_260_101;

/**
 * Returns parameters for `fc.assert`: `few` runs from a fixed seed. With `NEON_PROPERTY_RUNS=2000`, every property makes
 * 2,000 runs instead, from another seed each time.
 */
export function propertyRuns(few = 60): { readonly numRuns: number; readonly seed?: number } {
  const runs = Number(process.env.NEON_PROPERTY_RUNS ?? 0);
  return runs > 0 ? { numRuns: runs } : { numRuns: few, seed: SEED };
}

/** Returns a timeout for a property whose runs take up to a second each, in ms: 30 s at least. */
export function propertyTimeoutMs(few?: number): number {
  return Math.max(30_000, propertyRuns(few).numRuns * 1_000);
}
