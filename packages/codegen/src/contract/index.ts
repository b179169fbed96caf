export { CONTRACT_FILE, LOCK_FILE, readContractFiles } from './contract-files.ts';
export * from './document.ts';
export {
  type AppliedOverlay,
  describeSource,
  type Lock,
  makeLock,
  type SourceOrigin,
  sha256,
} from './lock.ts';
export { nearestSpecs } from './nearest-specs.ts';
export { facts, normalise, sortedData } from './normalise.ts';
export { serialise } from './serialise.ts';
