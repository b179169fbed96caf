/** The drawings that the documentation site shows beside a running example. */
export { layoutTree, ROW_HEIGHT, TreeLines, type TreeRow } from '../branches/index.ts';
export { layoutTimeline, Timeline } from '../operations/index.ts';
