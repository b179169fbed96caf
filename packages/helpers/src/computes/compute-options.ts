import type { Endpoint, Operation } from '@neon-api/types';
import {
  branchIdRule,
  HELPER_OPTIONS,
  type HelperOptions,
  type OptionRules,
  PROJECT_OPTION,
  type ProjectOption,
  text,
} from '../options/index.ts';

/** Which compute to work on: by its id, or as the read-write compute of a branch. */
export interface ComputeOptions extends ProjectOption, HelperOptions {
  /** Id of the compute, such as `ep-quiet-field-a1b2c3d4`. Required without `branchId`. */
  readonly endpointId?: string | undefined;
  /** Id of the branch whose read-write compute to use. Required without `endpointId`, which wins over it. */
  readonly branchId?: string | undefined;
}

export const COMPUTE_OPTIONS: OptionRules<ComputeOptions> = {
  ...HELPER_OPTIONS,
  ...PROJECT_OPTION,
  endpointId: text,
  branchId: branchIdRule,
};

export interface ChangedCompute {
  /** The compute as it is now. */
  readonly endpoint: Endpoint;
  /** False when it already was what was asked for, and nothing was done. */
  readonly changed: boolean;
  /** The finished operations of the change. */
  readonly operations: readonly Operation[];
}
