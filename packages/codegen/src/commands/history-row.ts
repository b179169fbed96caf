import type { Bump, ChangeKind } from '../diff/index.ts';

export type HistoryVerdict = 'agree' | 'disagree';

/** One pair of documents in a history. */
export interface HistoryRow {
  readonly old: string;
  readonly now: string;
  /** Null if the documents state the same facts. */
  readonly bump: Bump | null;
  /** The number of changes of each kind. */
  readonly changes: Readonly<Partial<Record<ChangeKind, number>>>;
  /** Whether the differ and the compiler agree about the two documents. */
  readonly compiler: HistoryVerdict;
  /** Whether they agree about each hybrid: the older document with one changed part. */
  readonly hybrids: HistoryVerdict;
  readonly hybridCount: number;
  /** `disagree` if either of the two is. */
  readonly verdict: HistoryVerdict;
  /** A description of each disagreement. */
  readonly disagreements: readonly string[];
  readonly seconds: number;
}
