export type { OutputFile } from './output-file.ts';
export {
  GENERATED_MARK,
  refuseForeignFolder,
  staleOutput,
  writeOutput,
} from './output-files.ts';
export { writeFilesAside } from './write-files-aside.ts';
