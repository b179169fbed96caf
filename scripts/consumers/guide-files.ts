import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type GuideBlock, readBlocks } from '@neon-api/ground/guide-blocks';
import { readText, type TextFile } from '../repository.ts';

/** The files of a consumer's project that a guide contains. */
export interface GuideChoice {
  /** Relative to the root of the repository. */
  readonly path: string;
  /** Headings whose direct blocks are written. Default: every block of the guide. */
  readonly sections?: readonly string[];
}

/** A code block of a guide: a complete file, whose first line is a comment with its name. */
export interface GuideFile {
  readonly section: string;
  /** The line of the guide where the block begins, 1-based. */
  readonly line: number;
  readonly name: string;
  readonly code: string;
}

const CODE = /^(tsx?|jsx?|jsonc?|mjs|cjs)$/;

/** Returns every file of a guide, or those of some sections. A code block without a file name is an error. */
export function filesIn({ path, text }: TextFile, sections?: readonly string[]): GuideFile[] {
  return blocksIn(text)
    .filter(({ section }) => sections?.includes(section) ?? true)
    .map(({ section, line, code, fileName }) => {
      if (fileName !== undefined) return { section, line, name: fileName, code };
      throw new Error(`The block at ${path}:${line} does not name its file. Start it with a line such as // main.js`);
    });
}

/** Returns the selected files of a guide. A section without a file is an error. */
export function chooseFiles(guide: TextFile, sections?: readonly string[]): GuideFile[] {
  const known = new Set(blocksIn(guide.text).map(({ section }) => section));
  const missing = (sections ?? []).filter((section) => !known.has(section));
  if (missing.length > 0) {
    throw new Error(
      `${guide.path} has no file under the headings ${quote(missing)}. Headings with files: ${quote([...known])}.`,
    );
  }
  return filesIn(guide, sections);
}

export function readGuide({ path, sections }: GuideChoice): GuideFile[] {
  return chooseFiles(readText(path), sections);
}

/** Writes the selected files into the folder. An existing file is an error. */
export function writeGuide(folder: string, choice: GuideChoice): void {
  for (const { name, code } of readGuide(choice)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code, { flag: 'wx' });
  }
}

function blocksIn(text: string): GuideBlock[] {
  return readBlocks(text).filter(({ language }) => CODE.test(language));
}

function quote(sections: readonly string[]): string {
  return sections.map((section) => `"${section}"`).join(', ');
}
