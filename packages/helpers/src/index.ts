export { type EnsureBranchOptions, type EnsuredBranch, ensureBranch } from './branches/index.ts';
export { type ConnectionUris, type ConnectionUrisOptions, connectionUris } from './connections/index.ts';
export type { HelperOptions } from './helper-options.ts';
export { type ProvisionedProject, type ProvisionProjectOptions, provisionProject } from './projects/index.ts';
