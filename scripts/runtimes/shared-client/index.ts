export { runScenarios } from './run-scenarios.ts';
export { SCENARIOS } from './scenarios.ts';
