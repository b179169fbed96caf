export { propertyRuns } from './property-runs.ts';
