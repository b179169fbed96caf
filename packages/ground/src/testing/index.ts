export { mostInAnyWindow } from './most-in-any-window.ts';
export { propertyRuns, propertyTimeoutMs } from './property-runs.ts';
