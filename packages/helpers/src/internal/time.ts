/** The same moment in one spelling, to compare by; undefined stays. */
export function sameMoment(timestamp: string | null | undefined): string | null | undefined {
  if (timestamp === undefined || timestamp === null) return timestamp;
  const ms = Date.parse(timestamp);
  // Neon keeps seconds.
  return Number.isNaN(ms) ? timestamp : new Date(Math.floor(ms / 1000) * 1000).toISOString();
}
