/** Few runs by default and the same every time; `NEON_PROPERTY_RUNS=2000` searches on, from another seed each time. */
export function propertyRuns(few = 60): { numRuns: number; seed?: number } {
  const runs = Number(process.env.NEON_PROPERTY_RUNS ?? 0);
  return runs > 0 ? { numRuns: runs } : { numRuns: few, seed: 20_260_101 };
}
