import type { Snapshot } from '@neon-api/types';

/** Which snapshots to keep. A snapshot is kept if any rule matches. */
export interface SnapshotRules {
  /** Number of newest snapshots to keep, from 0. */
  readonly keepLast?: number | undefined;
  /** Keeps snapshots younger than this, in ms. */
  readonly keepYoungerThanMs?: number | undefined;
  /** Selects the snapshots that may be deleted, e.g. by name. Default: those that were taken manually. */
  readonly matches?: (snapshot: Snapshot) => boolean | undefined;
}

export interface SnapshotVerdict {
  readonly snapshot: Snapshot;
  readonly action: 'keep' | 'delete';
  readonly reason: string;
}

/**
 * Decides for each snapshot whether to keep or delete it, newest first. Snapshots of unknown age are kept.
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
    if (!matches(snapshot)) return keepBecause('no rule applies to it');
    const ageMs = nowMs - Date.parse(snapshot.created_at);
    if (Number.isNaN(ageMs)) return keepBecause('its age is unknown');
    rank++;
    if (rank <= keepLast) return keepBecause(`is one of the newest ${keepLast}`);
    if (ageMs < keepYoungerThanMs) return keepBecause('is young enough');
    return { snapshot, action: 'delete', reason: 'no rule keeps it' };
  });
}

/** Whether a snapshot was taken manually. Scheduled snapshots have their own retention. */
function isManual({ manual }: Snapshot): boolean {
  return manual === true;
}
