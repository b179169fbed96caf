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

/** Which compute to use: the one with this id, or the read-write compute of a branch. */
export interface ComputeOptions extends ProjectOption, HelperOptions {
  /** Id of the compute, such as `ep-quiet-field-a1b2c3d4`. Required without `branchId`. */
  readonly endpointId?: string | undefined;
  /** Id of the branch whose read-write compute to use. Required without `endpointId`; ignored with it. */
  readonly branchId?: string | undefined;
}

export const COMPUTE_OPTIONS: OptionRules<ComputeOptions> = {
  ...HELPER_OPTIONS,
  ...PROJECT_OPTION,
  endpointId: text,
  branchId: branchIdRule,
};

export interface ChangedCompute {
  /** The compute after the change. */
  readonly endpoint: Endpoint;
  /** False if the compute already matched and nothing was done. */
  readonly changed: boolean;
  /** The finished operations of the change. */
  readonly operations: readonly Operation[];
}
