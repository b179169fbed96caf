export { check } from './check.ts';
export { type GeneratedFolder, type GenerateOptions, generate } from './generate.ts';
export { type PullOptions, type PullReport, pull } from './pull.ts';
export { summariseChange } from './summarise-change.ts';
