export { layoutTimeline } from './layout-timeline.ts';
export { OperationsView } from './operations-view.tsx';
export { Timeline } from './timeline.tsx';
