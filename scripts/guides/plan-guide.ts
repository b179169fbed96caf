import { classifyBlock, type GuideBlock, groupPrograms } from '@neon-api/ground/guide-blocks';

/** What a reader does with a block: saves a file, pastes commands into a terminal, or adds code to a program. */
export type Step =
  | { readonly kind: 'file' | 'shell'; readonly block: GuideBlock }
  | {
      readonly kind: 'program';
      readonly block: GuideBlock;
      /** All blocks of its program. */
      readonly program: readonly GuideBlock[];
    };

/** Returns the steps of a document in order, without the blocks that do not run. */
export function planGuide(blocks: readonly GuideBlock[]): Step[] {
  const programs = groupPrograms(blocks);
  return blocks.flatMap((block): Step[] => {
    const kind = classifyBlock(block);
    if (kind === 'marked' || kind === 'shown') return [];
    if (kind === 'shell') return [{ kind, block }];
    if (block.fileName !== undefined) return [{ kind: 'file', block }];
    const program = programs.find((one) => one.includes(block)) ?? [block];
    return [{ kind: 'program', block, program }];
  });
}

/**
 * Returns the files of a document that nothing in it uses: no other block names them, with or without extension. A tool
 * finds `TOOL.config.ts` by itself, so its name is enough.
 */
export function unusedFiles(blocks: readonly GuideBlock[]): GuideBlock[] {
  return blocks.filter(({ fileName, notRun, line }) => {
    if (fileName === undefined || notRun !== undefined) return false;
    const name = fileName.replace(/(?:\.config)?\.\w+$/, '');
    const names = new RegExp(`\\b${name.replaceAll(/[.*[\]/]/g, '\\$&')}\\b`);
    return !blocks.some((other) => other.line !== line && other.notRun === undefined && names.test(other.code));
  });
}
