export { CONTRACT_FILE, type ContractFiles, LOCK_FILE, readContractFiles } from './contract-files.ts';
export * from './document.ts';
export {
  type AppliedOverlay,
  describeSource,
  type FileOrigin,
  type Lock,
  makeLock,
  type NpmOrigin,
  type SourceOrigin,
  sha256,
  type UrlOrigin,
} from './lock.ts';
export { facts, normalise } from './normalise.ts';
export { serialise } from './serialise.ts';
