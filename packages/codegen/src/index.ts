export { CodegenError } from './codegen-error.ts';
export {
  check,
  type GeneratedFolder,
  type GenerateOptions,
  generate,
  type PullOptions,
  type PullReport,
  pull,
} from './commands/index.ts';
export type { AppliedOverlay, Lock, OpenApiDocument, SourceOrigin } from './contract/index.ts';
export type { OutputFile } from './output/index.ts';
export type { SourceRequest, SourceTools } from './source/index.ts';
