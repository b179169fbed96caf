export type { ChangedCompute, ComputeOptions } from './compute-options.ts';
export { type ScaleComputeOptions, scaleCompute } from './scale-compute.ts';
export { restartCompute, startCompute, suspendCompute } from './switch-compute.ts';
