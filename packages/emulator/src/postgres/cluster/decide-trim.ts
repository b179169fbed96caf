export interface HistorySize {
  readonly walBytes: number;
  /** Time since the beginning of the history. */
  readonly ageMs: number;
  /** Time since its next base was created, if it has one. */
  readonly nextAgeMs: number | undefined;
}

export interface HistoryBounds {
  readonly mostBytes: number;
  /** How far back the history must reach. */
  readonly keepMs: number;
}

/** A smaller log is not worth another base, however old: most branches are never written to. */
const SMALL_BYTES = 16 << 20;

/**
 * Decides how to trim a history. Above half of `mostBytes`, or once it begins longer than `keepMs` ago, it needs
 * another base. Above `mostBytes`, or once that base is older than `keepMs`, the history begins there, and the log
 * before the base can be removed.
 */
export function decideTrim(
  { walBytes, ageMs, nextAgeMs }: HistorySize,
  { mostBytes, keepMs }: HistoryBounds,
): 'nothing' | 'lay-base' | 'begin-there' {
  if (nextAgeMs !== undefined) return walBytes > mostBytes || nextAgeMs > keepMs ? 'begin-there' : 'nothing';
  const isOld = ageMs > keepMs && walBytes > SMALL_BYTES;
  return walBytes > mostBytes / 2 || isOld ? 'lay-base' : 'nothing';
}
