export { mostInAnyWindow } from './most-in-any-window.ts';
export { propertyRuns, propertyTimeoutMs } from './property-runs.ts';
export { shuffle } from './shuffle.ts';
export { type Ran, type Running, type RunOptions, startProgram } from './start-program.ts';
