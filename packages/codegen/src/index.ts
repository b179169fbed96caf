export { CodegenError } from './codegen-error.ts';
export {
  check,
  checkSubset,
  type DiffOptions,
  type DiffReport,
  diff,
  type GeneratedFolder,
  type GenerateOptions,
  generate,
  generateSubset,
  type HistoryOptions,
  type HistoryReport,
  type HistoryRow,
  history,
  type PullOptions,
  type PullReport,
  pull,
  type SubsetOptions,
  type SubsetTools,
} from './commands/index.ts';
export type { CodegenConfig } from './config/index.ts';
export type { AppliedOverlay, Lock, OpenApiDocument, SourceOrigin } from './contract/index.ts';
export {
  type Bump,
  type Change,
  type ChangeKind,
  type ContractDiff,
  countOf,
  type Direction,
  diffContracts,
  type FilledSection,
  fillSections,
  makeReport,
  placeOf,
  type Report,
  renderMarkdown,
  renderText,
  type Where,
} from './diff/index.ts';
export type { OutputFile } from './output/index.ts';
export type { DroppedAction } from './overlay/index.ts';
export { type DownloadTools, parseSourceRequest, type SourceRequest, type SourceTools } from './source/index.ts';
