export interface HistorySize {
  readonly walBytes: number;
  /** Whether there is a later base already. */
  readonly hasNext: boolean;
}

/**
 * What to do about a history that grows: at half of what it may take, a later base is laid down; at all of it, the
 * history begins there, and half of the log can go.
 */
export function decideTrim(
  { walBytes, hasNext }: HistorySize,
  mostBytes: number,
): 'nothing' | 'lay-base' | 'begin-there' {
  if (hasNext) return walBytes > mostBytes ? 'begin-there' : 'nothing';
  return walBytes > mostBytes / 2 ? 'lay-base' : 'nothing';
}
