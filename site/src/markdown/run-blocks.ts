import { classifyBlock, groupPrograms, readBlocks } from '@neon-api/ground/guide-blocks';
import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

/** The pages whose blocks are programs. Those of the entries are signatures and fragments. */
const PAGES = /^(?:index\.md|overview\.md|guides\/|packages\/|examples\/|reference\/operations\/)/;

/** Puts each block that runs in a page into a `RunBlock`, with the numbers of the blocks that run before it. */
export function runBlocks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('run_blocks', ({ src, tokens, env }) => {
    if (!PAGES.test((env as MarkdownEnv).relativePath)) return;
    const runnable = findRunnable(src);
    for (const token of tokens) {
      const found = token.type === 'fence' && token.map ? runnable.get(token.map[0] + 1) : undefined;
      if (found) token.meta = { ...(token.meta as object | null), run: found };
    }
  });
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, index, options, env, self) => {
    const html = fence?.(tokens, index, options, env, self) ?? '';
    const { run } = (tokens[index]?.meta ?? {}) as { readonly run?: RunnableBlock };
    return run ? `<RunBlock :block="${run.block}" above="${run.above.join(',')}">${html}</RunBlock>` : html;
  };
}

interface RunnableBlock {
  readonly block: number;
  readonly above: readonly number[];
}

/** Returns the blocks that run in a page, by the line of their fence. */
function findRunnable(source: string): ReadonlyMap<number, RunnableBlock> {
  const blocks = readBlocks(source);
  const programs = groupPrograms(blocks);
  return new Map(
    programs.flatMap((program) =>
      program.flatMap((block, index): [number, RunnableBlock][] => {
        const before = program.slice(0, index);
        if (classifyBlock(block, before) !== 'page') return [];
        const numberOf = (one: (typeof blocks)[number]): number => blocks.indexOf(one);
        return [[block.line, { block: numberOf(block), above: before.map(numberOf) }]];
      }),
    ),
  );
}
