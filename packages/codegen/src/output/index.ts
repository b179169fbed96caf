export {
  GENERATED_MARK,
  type OutputFile,
  refuseForeignFolder,
  staleOutput,
  writeOutput,
} from './output-files.ts';
export { writeFilesAside } from './write-files-aside.ts';
