export { BranchesView } from './branches-view.tsx';
export { ComputeState } from './compute-state.tsx';
