const SEED = 20_260_101;

/**
 * Parameters of `fc.assert`: `few` runs from a fixed seed, the same every time. `NEON_PROPERTY_RUNS=2000` makes that many
 * runs of every property, from another seed each time.
 */
export function propertyRuns(few = 60): { readonly numRuns: number; readonly seed?: number } {
  const runs = Number(process.env.NEON_PROPERTY_RUNS ?? 0);
  return runs > 0 ? { numRuns: runs } : { numRuns: few, seed: SEED };
}
