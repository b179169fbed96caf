import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  CONTRACT_FILE,
  facts,
  LOCK_FILE,
  type Lock,
  makeLock,
  type OpenApiDocument,
  readContractFiles,
  serialise,
} from '../contract/index.ts';
import { type OutputFile, refuseWrongFolder, replaceFiles } from '../output/index.ts';
import type { Overlay } from '../overlay/index.ts';
import { DEFAULT_TOOLS, readSource, type SourceRequest, type SourceTools } from '../source/index.ts';
import { newerOperations, readWitness, type Spelling, WITNESS_FILE, witnessOverlay } from '../witness/index.ts';
import { correctedSource, listOverlays, overlaysOf } from './corrected-source.ts';
import { refuseViolations } from './refuse-violations.ts';

export interface PullOptions {
  /** The folder of the contract and its lock; its `overlays/` are applied. */
  readonly specsDir: string;
  /** Default: the pinned npm package. */
  readonly source?: SourceRequest;
  /** An npm package whose published types say which operations are newer than the document. */
  readonly witness?: string;
  /** True: write nothing. */
  readonly dryRun?: boolean;
}

export interface PullReport {
  readonly lock: Lock;
  readonly contract: OpenApiDocument;
  /** What a dry run would replace; undefined where there is no contract, or for a pull that writes. */
  readonly previous: OpenApiDocument | undefined;
}

/**
 * Reads Neon's document and writes the contract (its facts) and the lock (where they came from), both or neither.
 * Nothing is written when the document is not fit to be read or cannot be expressed.
 */
export async function pull(
  { specsDir, source = { from: 'npm' }, witness, dryRun = false }: PullOptions,
  tools: SourceTools = DEFAULT_TOOLS,
): Promise<PullReport> {
  refuseWrongFolder(specsDir, '--specs', dryRun ? 'read' : 'write');
  const read = await readSource(source, tools);
  const written = witness === undefined ? undefined : witnessFile(witness, read.document, specsDir);
  const overlays = overlaysOf(specsDir, written);
  const { origin, document } = correctedSource(read, overlays);
  const contract = facts(document);
  refuseViolations(contract);
  const contractText = serialise(contract);
  const lock = makeLock(origin, contract, contractText, listOverlays(overlays));
  const contractFile = join(specsDir, CONTRACT_FILE);
  if (dryRun) {
    return { lock, contract, previous: existsSync(contractFile) ? readContractFiles(specsDir).contract : undefined };
  }
  replaceFiles([
    ...(written ? [{ ...written, path: join(specsDir, 'overlays', written.path) }] : []),
    { path: contractFile, content: contractText },
    { path: join(specsDir, LOCK_FILE), content: serialise(lock) },
  ]);
  return { lock, contract, previous: undefined };
}

/** The overlay that a witness adds to the document, spelled as the overlays by hand say. */
function witnessFile(name: string, document: OpenApiDocument, specsDir: string): OutputFile {
  const witness = readWitness(name);
  const spelling = spellingOf(overlaysOf(specsDir));
  return { path: WITNESS_FILE, content: witnessOverlay(witness.origin, newerOperations(witness, document, spelling)) };
}

/** `x-spelling` of the overlays, which maps parts of names. */
function spellingOf(overlays: readonly Overlay[]): Spelling {
  return Object.assign({}, ...overlays.map(({ extensions }) => extensions['x-spelling'] ?? {})) as Spelling;
}
