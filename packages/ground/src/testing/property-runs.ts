const SEED = 20_260_101;

/**
 * Returns parameters for `fc.assert`: by default, `few` runs from a fixed seed. `NEON_PROPERTY_RUNS=2000` sets the number
 * of runs of every property, with a new seed each time.
 */
export function propertyRuns(few = 60): { readonly numRuns: number; readonly seed?: number } {
  const runs = Number(process.env.NEON_PROPERTY_RUNS ?? 0);
  return runs > 0 ? { numRuns: runs } : { numRuns: few, seed: SEED };
}
