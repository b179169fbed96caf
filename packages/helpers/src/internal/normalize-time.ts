/** A time in one spelling, so that equal times are equal texts; undefined and null stay. */
export function normalizeTime(timestamp: string | null | undefined): string | null | undefined {
  if (timestamp === undefined || timestamp === null) return timestamp;
  const ms = Date.parse(timestamp);
  // Neon keeps seconds.
  return Number.isNaN(ms) ? timestamp : new Date(Math.floor(ms / 1000) * 1000).toISOString();
}
