export { inTurn } from '@neon-api/client';
export { afterRemoval, type Removal } from './after-removal.ts';
export { awaitRunning, isFresh } from './await-running.ts';
export { branchIdOr, listBranches } from './branches.ts';
export { assertIdOrName, type ByIdOrName } from './by-id-or-name.ts';
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
export { drawTable } from './draw-table.ts';
export { type Drift, type Ensured, findDrift, ON_DRIFT, type OnDrift, settleDrift } from './drift.ts';
export { getOrMake } from './get-or-make.ts';
export { onlyOne } from './only-one.ts';
export { orAborted } from './or-aborted.ts';
export { randomName } from './random-name.ts';
export { sameMoment } from './time.ts';
export { withoutUndefined } from './without-undefined.ts';
