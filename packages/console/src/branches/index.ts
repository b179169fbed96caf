export { BranchesView } from './branches-view.tsx';
export { layoutTree, type TreeRow } from './layout-tree.ts';
export { ROW_HEIGHT, TreeLines } from './tree-lines.tsx';
