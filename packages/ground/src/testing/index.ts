export { propertyRuns, propertyTimeoutMs } from './property-runs.ts';
