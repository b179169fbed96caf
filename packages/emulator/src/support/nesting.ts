/** Deeper than anything that Neon takes, and far from where a recursive function runs out of stack. */
export const DEEPEST_NESTING = 100;

/** Whether lists and objects stand in each other more than this many levels deep. Safe for values that hold themselves. */
export function isNestedDeeper(value: unknown, levels: number = DEEPEST_NESTING): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((item) => isNestedDeeper(item, levels - 1));
}
