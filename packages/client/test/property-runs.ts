/** How often properties are tried: few and always the same by default, as often as PROPERTY_RUNS says otherwise. */
export const PROPERTY: { readonly numRuns: number; readonly seed?: number } =
  process.env.PROPERTY_RUNS === undefined
    ? { numRuns: 60, seed: 20_261_124 }
    : { numRuns: Number(process.env.PROPERTY_RUNS) };
