export {
  GENERATED_MARK,
  type OutputFile,
  refuseForeignFolder,
  staleOutput,
  writeFileAside,
  writeOutput,
} from './output-files.ts';
