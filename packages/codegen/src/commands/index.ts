export { check } from './check.ts';
export { describePull } from './describe-pull.ts';
export { DIFF_FORMATS, type DiffOptions, type DiffReport, diff, FAIL_LIMITS } from './diff.ts';
export { readEmitInput } from './emit-input.ts';
export { checkGenerated, type GeneratedFolder, type GenerateOptions, generate } from './generate.ts';
export { type GenerateFlags, planGenerate } from './generate-command.ts';
export { checkSubset, generateSubset, type SubsetOptions, type SubsetTools } from './generate-subset.ts';
export { type PullOptions, type PullReport, pull } from './pull.ts';
