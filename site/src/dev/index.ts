export { followSources } from './follow-sources.ts';
