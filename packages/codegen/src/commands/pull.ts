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
import { refuseWrongFolder, replaceFiles } from '../output/index.ts';
import type { DroppedAction } from '../overlay/index.ts';
import { DEFAULT_TOOLS, readSource, type SourceRequest } from '../source/index.ts';
import { correctedSource, listOverlays } from './corrected-source.ts';
import type { SubsetTools } from './generate-subset.ts';
import { pullOverlays } from './pull-overlays.ts';
import { refuseViolations } from './refuse-violations.ts';

export interface PullOptions {
  /**
   * Folder of the contract and its lock. Its `overlays/` are applied. If it has none, and the document is the one that
   * the included contract was made from, the included overlays are added.
   */
  readonly specsDir: string;
  /** Default: the pinned npm package. */
  readonly source?: SourceRequest;
  /** An npm package whose published types contain operations that are newer than the document. */
  readonly witness?: string;
  /** Whether to write nothing. */
  readonly dryRun?: boolean;
}

export interface PullReport {
  readonly lock: Lock;
  readonly contract: OpenApiDocument;
  /** The contract that a dry run would replace; undefined if there is none, or if the pull writes. */
  readonly previous: OpenApiDocument | undefined;
  /** Overlay actions that were removed, because the document has what they added or corrected. */
  readonly dropped: readonly DroppedAction[];
}

/**
 * Reads Neon's document and writes the contract (its facts) and the lock (its origin), both or neither.
 * Writes nothing if the document is invalid or cannot be expressed.
 */
export async function pull(
  { specsDir, source = { from: 'npm' }, witness, dryRun = false }: PullOptions,
  tools: SubsetTools = DEFAULT_TOOLS,
): Promise<PullReport> {
  refuseWrongFolder(specsDir, '--specs', dryRun ? 'read' : 'write');
  const read = await readSource(source, tools);
  const { overlays, dropped, files } = await pullOverlays(read, specsDir, { witness, shippedDir: tools.shippedDir });
  const { origin, document } = correctedSource(read, overlays);
  const contract = facts(document);
  refuseViolations(contract);
  const contractText = serialise(contract);
  const lock = makeLock(origin, contract, contractText, listOverlays(overlays, origin));
  const contractFile = join(specsDir, CONTRACT_FILE);
  if (dryRun) {
    return {
      lock,
      contract,
      previous: existsSync(contractFile) ? readContractFiles(specsDir).contract : undefined,
      dropped,
    };
  }
  replaceFiles([
    ...files,
    { path: contractFile, content: contractText },
    { path: join(specsDir, LOCK_FILE), content: serialise(lock) },
  ]);
  return { lock, contract, previous: undefined, dropped };
}
