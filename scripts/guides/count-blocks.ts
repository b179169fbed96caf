import { type BlockKind, classifyBlocks, isCode } from '@neon-api/ground/guide-blocks';
import type { GuideDocument } from './documents.ts';

/** How many blocks of each kind a document has. `page`, `node` and `marked` count only TypeScript and JavaScript. */
export type BlockCounts = Readonly<Record<'page' | 'node' | 'marked' | 'shell' | 'config' | 'markedOther', number>>;

/** Counts the blocks of documents that run somewhere, or are marked. */
export function countBlocks(documents: readonly GuideDocument[]): BlockCounts {
  const counts = { page: 0, node: 0, marked: 0, shell: 0, config: 0, markedOther: 0 };
  for (const { blocks } of documents) {
    for (const [index, kind] of classifyBlocks(blocks).entries()) {
      const block = blocks[index];
      if (block !== undefined && kind !== 'shown') counts[columnOf(kind, isCode(block))] += 1;
    }
  }
  return counts;
}

function columnOf(kind: Exclude<BlockKind, 'shown'>, isProgram: boolean): keyof BlockCounts {
  return kind === 'marked' && !isProgram ? 'markedOther' : kind;
}

/** The share of the TypeScript and JavaScript blocks that run, 0 to 1. */
export function runningShare({ page, node, marked }: BlockCounts): number {
  return (page + node) / Math.max(1, page + node + marked);
}
