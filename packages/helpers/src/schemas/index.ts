export { type BranchComparison, type CompareBranchesOptions, compareBranches } from './compare-branches.ts';
export type { SchemaChange } from './find-schema-changes.ts';
