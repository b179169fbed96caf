export { check } from './check.ts';
export { type GeneratedFolder, type GenerateOptions, generate } from './generate.ts';
export { type PullOptions, pull } from './pull.ts';
