export { type EnsureBranchOptions, type EnsuredBranch, ensureBranch } from './ensure-branch.ts';
export { findBranch } from './find-branch.ts';
