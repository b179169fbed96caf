export { type CreatedSnapshot, type CreateSnapshotOptions, create } from './create.ts';
export { planPrune, type SnapshotRules, type SnapshotVerdict } from './plan-prune.ts';
export { type PrunedSnapshots, type PruneSnapshotsOptions, prune } from './prune.ts';
export { type RestoredSnapshot, type RestoreSnapshotOptions, restore } from './restore.ts';
