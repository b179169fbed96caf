export { assertKnownKeys, assertMilliseconds } from './closed-options.ts';
export { leavable } from './leavable.ts';
