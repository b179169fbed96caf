import {
  type AppliedOverlay,
  describeSource,
  facts,
  normalise,
  readContractFiles,
  type SourceOrigin,
  serialise,
} from '../contract/index.ts';
import type { EmitInput } from '../emit/index.ts';
import { findNpmSource, type Source } from '../source/index.ts';
import { correctedSource, listOverlays, overlaysOf } from './corrected-source.ts';

export interface EmitInputReport extends EmitInput {
  readonly contractText: string;
  /** The facts of the locked source, serialised like the contract; undefined if that source is not installed. */
  readonly sourceFacts: string | undefined;
  /** The npm package in the lock, if it is not installed. The output then has no documentation comments. */
  readonly missingSource: string | undefined;
  /** The overlays found, which should match the lock. */
  readonly overlays: readonly AppliedOverlay[];
}

/** Reads the contract, with prose if the source of the locked sha256 is installed and states the same facts. */
export function readEmitInput(specsDir: string): EmitInputReport {
  const { contract, contractText, lock } = readContractFiles(specsDir);
  const installed = installedSource(lock.source);
  const overlays = overlaysOf(specsDir);
  const source = installed && correctedSource(installed, overlays);
  const sourceFacts = source && serialise(facts(source.document));
  const document = source !== undefined && sourceFacts === contractText ? normalise(source.document) : contract;
  const licence = document === contract ? undefined : source?.licence;
  const missingSource = source === undefined && lock.source.from === 'npm' ? describeSource(lock.source) : undefined;
  return {
    document,
    lock,
    licence,
    contractText,
    sourceFacts,
    missingSource,
    overlays: listOverlays(overlays, lock.source),
  };
}

/** Finds the installed source with the locked hash: the pinned version or the locked version. */
function installedSource(origin: SourceOrigin): Source | undefined {
  const { sha256 } = origin;
  const pinned = findNpmSource({ sha256 });
  return pinned ?? (origin.from === 'npm' ? findNpmSource({ version: origin.version, sha256 }) : undefined);
}
