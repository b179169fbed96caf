import type { Bump, ChangeKind } from '../diff/index.ts';

export type HistoryVerdict = 'agree' | 'disagree';

/** One step of a history. */
export interface HistoryRow {
  readonly old: string;
  readonly now: string;
  /** Null where the documents state the same. */
  readonly bump: Bump | null;
  /** How many changes there are of each kind. */
  readonly changes: Readonly<Partial<Record<ChangeKind, number>>>;
  /** Whether differ and compiler agree about the two documents. */
  readonly compiler: HistoryVerdict;
  /** Whether they agree about each part that differs, put alone into the older document. */
  readonly hybrids: HistoryVerdict;
  readonly hybridCount: number;
  /** Both in one. */
  readonly verdict: HistoryVerdict;
  /** What they disagree on. */
  readonly disagreements: readonly string[];
  readonly seconds: number;
}
