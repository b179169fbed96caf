import { facts, normalise, readContractFiles, serialise } from '../contract/index.ts';
import type { EmitInput } from '../emit/index.ts';
import { findNpmSource } from '../source/index.ts';

export interface EmitInputReport extends EmitInput {
  readonly contractText: string;
  /** The facts of the locked source, serialised as the contract is; undefined when that source is not at hand. */
  readonly sourceFacts: string | undefined;
}

/** The contract; with its prose when the source of the locked sha256 is installed and states the same facts. */
export function readEmitInput(specsDir: string): EmitInputReport {
  const { contract, contractText, lock } = readContractFiles(specsDir);
  const source = findNpmSource(lock.source.sha256);
  const sourceFacts = source && serialise(facts(source.document));
  const document = source !== undefined && sourceFacts === contractText ? normalise(source.document) : contract;
  const licence = document === contract ? undefined : source?.licence;
  return { document, lock, licence, contractText, sourceFacts };
}
