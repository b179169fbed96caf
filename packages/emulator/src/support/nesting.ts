/** Deeper than anything Neon accepts, and far below the depth that overflows the stack. */
export const DEEPEST_NESTING = 100;

/** Whether lists and objects are nested more than this many levels deep. Safe for circular values. */
export function isNestedDeeper(value: unknown, levels: number = DEEPEST_NESTING): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((item) => isNestedDeeper(item, levels - 1));
}
