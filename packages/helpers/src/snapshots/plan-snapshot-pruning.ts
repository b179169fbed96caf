import type { Snapshot } from '@neon-api/types';

/** Which snapshots to keep; one that any rule keeps is kept. */
export interface SnapshotRules {
  /** How many of the newest to keep, from 0. */
  readonly keepLast?: number | undefined;
  /** Keep those younger than this, in ms. */
  readonly keepYoungerThanMs?: number | undefined;
  /** Only these are thought of at all, e.g. by name. Default: all that were made by hand. */
  readonly matches?: (snapshot: Snapshot) => boolean | undefined;
}

export interface SnapshotVerdict {
  readonly snapshot: Snapshot;
  readonly action: 'keep' | 'delete';
  readonly reason: string;
}

/**
 * What becomes of each snapshot, the newest first. One whose age cannot be read is kept.
 *
 * @example
 * const verdicts = planSnapshotPruning(all, { keepLast: 3 }, Date.now());
 */
export function planSnapshotPruning(
  all: readonly Snapshot[],
  rules: SnapshotRules,
  nowMs: number,
): readonly SnapshotVerdict[] {
  const { keepLast = 0, keepYoungerThanMs = 0, matches = isManual } = rules;
  const newestFirst = [...all].sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
  let rank = 0;
  return newestFirst.map((snapshot) => {
    const keepBecause = (reason: string): SnapshotVerdict => ({ snapshot, action: 'keep', reason });
    if (!matches(snapshot)) return keepBecause('the rules do not name it');
    const ageMs = nowMs - Date.parse(snapshot.created_at);
    if (Number.isNaN(ageMs)) return keepBecause('its age is unknown');
    rank++;
    if (rank <= keepLast) return keepBecause(`one of the newest ${keepLast}`);
    if (ageMs < keepYoungerThanMs) return keepBecause('young enough');
    return { snapshot, action: 'delete', reason: 'no rule keeps it' };
  });
}

/** Those of a schedule end by their own retention. */
function isManual({ manual }: Snapshot): boolean {
  return manual === true;
}
