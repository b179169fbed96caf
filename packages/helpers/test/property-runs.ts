/** Few by default; `NEON_PROPERTY_RUNS=5000` searches on. */
export function propertyRuns(few: number): { readonly numRuns: number } {
  return { numRuns: Number(process.env.NEON_PROPERTY_RUNS ?? few) };
}
