export interface HistorySize {
  readonly walBytes: number;
  /** How long ago it begins. */
  readonly ageMs: number;
  /** How long ago its later base was laid, where there is one. */
  readonly nextAgeMs: number | undefined;
}

export interface HistoryBounds {
  readonly mostBytes: number;
  /** How far back one may ask. */
  readonly keepMs: number;
}

/** Less is not worth another base, however old it is: most branches are never written to. */
const SMALL_BYTES = 16 << 20;

/**
 * What to do about a history that grows: at half of what it may take, or when all that one may ask for lies after its
 * beginning, a later base is laid down. At all of it, or when all that one may ask for lies after that base, the history
 * begins there, and the log before it can go.
 */
export function decideTrim(
  { walBytes, ageMs, nextAgeMs }: HistorySize,
  { mostBytes, keepMs }: HistoryBounds,
): 'nothing' | 'lay-base' | 'begin-there' {
  if (nextAgeMs !== undefined) return walBytes > mostBytes || nextAgeMs > keepMs ? 'begin-there' : 'nothing';
  const isOld = ageMs > keepMs && walBytes > SMALL_BYTES;
  return walBytes > mostBytes / 2 || isOld ? 'lay-base' : 'nothing';
}
