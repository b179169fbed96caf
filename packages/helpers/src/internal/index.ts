export { inTurn } from '@neon-api/client';
export { awaitRunning, isFresh } from './await-running.ts';
export { branchIdOrDefault, listBranches } from './branches.ts';
export { assertIdOrName, type ByIdOrName, expectAtMostOne } from './by-id-or-name.ts';
export {
  askedSize,
  assertComputeSize,
  assertSizeOrder,
  COMPUTE_SIZE_OPTIONS,
  type ComputeSize,
  SIZE_OBJECT,
  sizeOf,
  toWireSize,
} from './compute-size.ts';
export { type Drift, type Ensured, findDrift, ON_DRIFT, type OnDrift, settleDrift } from './drift.ts';
export { errorAfterRemoval, type Removal } from './error-after-removal.ts';
export { getOrCreate } from './get-or-create.ts';
export { normalizeTime } from './normalize-time.ts';
export { randomName } from './random-name.ts';
export { rejectOnAbort } from './reject-on-abort.ts';
export { withoutUndefined } from './without-undefined.ts';
