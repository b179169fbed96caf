export { follow, type LiveStatus } from './follow.ts';
export { createLiveState, type LiveState } from './live-state.ts';
