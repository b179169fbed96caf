export { type FindSnapshotOptions, findSnapshot } from './find-snapshot.ts';
export { planSnapshotPruning, type SnapshotRules, type SnapshotVerdict } from './plan-snapshot-pruning.ts';
export { type PrunedSnapshots, type PruneSnapshotsOptions, pruneSnapshots } from './prune-snapshots.ts';
export {
  type RestoredFromSnapshot,
  type RestoreFromSnapshotOptions,
  restoreFromSnapshot,
} from './restore-from-snapshot.ts';
export { type TakenSnapshot, type TakeSnapshotOptions, takeSnapshot } from './take-snapshot.ts';
