export { replaceFiles } from './apply-changes.ts';
export { GENERATED_MARK } from './generated-mark.ts';
export type { OutputFile } from './output-file.ts';
export { type OutputFolder, type OutputPlan, planOutput } from './plan-output.ts';
export { type FolderUse, refuseWrongFolder } from './refuse-wrong-folder.ts';
export { sealed } from './seal.ts';
export { type Difference, type StaleFile, staleOutput, writeOutput } from './write-output.ts';
