/** Converts a time to one format, so that equal times are equal strings. Undefined and null stay unchanged. */
export function normalizeTime(timestamp: string | null | undefined): string | null | undefined {
  if (timestamp === undefined || timestamp === null) return timestamp;
  const ms = Date.parse(timestamp);
  // Neon stores whole seconds.
  return Number.isNaN(ms) ? timestamp : new Date(Math.floor(ms / 1000) * 1000).toISOString();
}
