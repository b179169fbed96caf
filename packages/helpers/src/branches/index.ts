export { type AppliedCleanup, applyCleanup, type CleanupResult } from './apply-cleanup.ts';
export { type BranchNode, type BranchTree, branchTree } from './branch-tree.ts';
export { assertRules, type CleanupRules } from './cleanup-rules.ts';
export { type EnsureBranchOptions, type EnsuredBranch, ensureBranch } from './ensure-branch.ts';
export {
  type EphemeralBranch,
  type EphemeralBranchOptions,
  openEphemeralBranch,
  withEphemeralBranch,
} from './ephemeral-branch.ts';
export { type FindBranchOptions, findBranch } from './find-branch.ts';
export type { ParentChange } from './parent-changes.ts';
export {
  type CleanupDecision,
  type CleanupInput,
  type CleanupPlan,
  planCleanup,
  type SeenBranch,
  showCleanup,
} from './plan-cleanup.ts';
export {
  type EnsuredPreviewBranch,
  type EnsurePreviewBranchOptions,
  ensurePreviewBranch,
  type ListedPreviewBranch,
  type ListPreviewBranchesOptions,
  listPreviewBranches,
  type RemovedPreviewBranch,
  type RemovePreviewBranchOptions,
  removePreviewBranch,
} from './preview-branch.ts';
export { previewMark } from './preview-markdown.ts';
export type { PreviewKey } from './preview-name.ts';
export {
  type PromoteBranchOptions,
  type PromotedBranch,
  type PromoteStep,
  promoteBranch,
} from './promote-branch.ts';
export { type ResetBranch, type ResetBranchOptions, resetBranch } from './reset-branch.ts';
export { type RestoreBranchOptions, type RestoredBranch, restoreBranch } from './restore-branch.ts';
export { type UndoRestoreOptions, undoRestore } from './undo-restore.ts';
