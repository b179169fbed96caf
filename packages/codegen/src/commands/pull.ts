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
import { DEFAULT_TOOLS, readSource, type SourceRequest, type SourceTools } from '../source/index.ts';
import { correctedSource, listOverlays } from './corrected-source.ts';
import { refuseViolations } from './refuse-violations.ts';

export interface PullOptions {
  /** The folder of the contract and its lock; its `overlays/` are applied. */
  readonly specsDir: string;
  /** Default: the pinned npm package. */
  readonly source?: SourceRequest;
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
  { specsDir, source = { from: 'npm' }, dryRun = false }: PullOptions,
  tools: SourceTools = DEFAULT_TOOLS,
): Promise<PullReport> {
  refuseWrongFolder(specsDir, '--specs', dryRun ? 'read' : 'write');
  const { origin, document } = correctedSource(await readSource(source, tools), specsDir);
  const contract = facts(document);
  refuseViolations(contract);
  const contractText = serialise(contract);
  const lock = makeLock(origin, contract, contractText, listOverlays(specsDir));
  const contractFile = join(specsDir, CONTRACT_FILE);
  if (dryRun) {
    return { lock, contract, previous: existsSync(contractFile) ? readContractFiles(specsDir).contract : undefined };
  }
  replaceFiles([
    { path: contractFile, content: contractText },
    { path: join(specsDir, LOCK_FILE), content: serialise(lock) },
  ]);
  return { lock, contract, previous: undefined };
}
