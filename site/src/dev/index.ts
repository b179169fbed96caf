export { followSources } from './follow-sources.ts';
export { keepEnvironment } from './keep-environment.ts';
