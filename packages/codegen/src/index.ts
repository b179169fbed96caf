export { CodegenError } from './codegen-error.ts';
export {
  check,
  type GeneratedFolder,
  type GenerateOptions,
  generate,
  type PullOptions,
  pull,
} from './commands/index.ts';
export type { Lock, SourceOrigin } from './contract/index.ts';
export type { OutputFile } from './output/index.ts';
