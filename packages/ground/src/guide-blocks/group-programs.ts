import { type BlockKind, classifyBlock, isCode } from './classify-block.ts';
import type { GuideBlock } from './guide-block.ts';

const DECLARATION =
  /^(?:export\s+)?(?:declare\s+)?(?:(?:const|let|var|await using|using)\s+([\w$]+|\{[^=;]*?\}|\[[^=;]*?\])(?=\s*(?:[:=;]|$))|(?:async\s+)?(?:function\*?|class|interface|type|enum)\s+([\w$]+))/gm;
const IMPORT = /^import\s+(?:type\s+)?([^'"]*?)\s+from\b/gm;

/**
 * Groups the code blocks of a document into programs. A reader pastes the blocks one after another into one file, so a
 * block continues the program above it. A block that declares a name again begins a new program, because the same file
 * cannot declare it twice. A block with a file name is that file, and belongs to no program; a marked block, too.
 */
export function groupPrograms(blocks: readonly GuideBlock[]): GuideBlock[][] {
  const programs: GuideBlock[][] = [];
  let declared = new Set<string>();
  for (const block of blocks) {
    if (!isCode(block) || block.fileName !== undefined || block.notRun !== undefined) continue;
    const names = declaredNames(block.code);
    const program = programs.at(-1);
    if (program === undefined || names.some((name) => declared.has(name))) {
      programs.push([block]);
      declared = new Set(names);
    } else {
      program.push(block);
      for (const name of names) declared.add(name);
    }
  }
  return programs;
}

/** Decides where each block of a document runs, in the order of the blocks. */
export function classifyBlocks(blocks: readonly GuideBlock[]): BlockKind[] {
  const programs = groupPrograms(blocks);
  return blocks.map((block) => {
    const program = programs.find((one) => one.includes(block)) ?? [];
    return classifyBlock(block, program.slice(0, program.indexOf(block)));
  });
}

/** Returns the names that code declares or imports at its top level, which begins in the first column. */
export function declaredNames(code: string): string[] {
  const imported = [...code.matchAll(IMPORT)].flatMap(([, clause = '']) =>
    namesIn(clause.replaceAll(/(\w+|\*)\s+as\s+/g, '').replaceAll(/\btype\s+/g, '')),
  );
  const declared = [...code.matchAll(DECLARATION)].flatMap(([, pattern, name]) =>
    name === undefined ? namesIn((pattern ?? '').replaceAll(/[\w$]+\s*:/g, '')) : [name],
  );
  return [...imported, ...declared];
}

function namesIn(text: string): string[] {
  return text.match(/[A-Za-z_$][\w$]*/g) ?? [];
}
