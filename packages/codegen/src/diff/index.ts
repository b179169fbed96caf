export { type Bump, type Change, type ChangeKind, type Direction, reaches, type Where } from './change.ts';
export { type ContractDiff, diffContracts } from './diff-contracts.ts';
export { type Located, locate } from './located.ts';
export { operationsAt } from './operation-at.ts';
export { type OperationPair, pairOperations } from './pair-operations.ts';
export {
  countOf,
  type FilledSection,
  fillSections,
  makeReport,
  placeOf,
  type Report,
  type ReportEntry,
  type ReportSection,
  renderMarkdown,
  renderText,
} from './report/index.ts';
export { schemasReachedFrom } from './users.ts';
