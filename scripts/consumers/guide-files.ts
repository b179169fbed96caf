import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** A heading, or a fenced block with its language and text. A `#` in a block is not a heading. */
const HEADING_OR_BLOCK = /^#+ ([^\n]+)$|^```(\w*)\n(.*?)^```$/gms;
const CODE = /^(tsx?|jsx?|jsonc?|mjs|cjs)$/;
const NAME = /^\/\/ ([\w./-]+\.\w+)\n/;

/** Returns every file of a guide, or those of some sections. A code block without a file name is an error. */
export function filesIn({ path, text }: TextFile, sections?: readonly string[]): GuideFile[] {
  return blocksIn(text)
    .filter(({ section }) => sections?.includes(section) ?? true)
    .map((block) => ({ ...block, name: nameOf(block.code, `${path}:${block.line}`) }));
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

function blocksIn(text: string): Omit<GuideFile, 'name'>[] {
  const blocks: Omit<GuideFile, 'name'>[] = [];
  let section = '';
  for (const { index, 1: heading, 2: language = '', 3: code = '' } of text.matchAll(HEADING_OR_BLOCK)) {
    if (heading !== undefined) section = heading;
    else if (CODE.test(language)) blocks.push({ section, line: text.slice(0, index).split('\n').length, code });
  }
  return blocks;
}

function nameOf(code: string, place: string): string {
  const [, name] = NAME.exec(code) ?? [];
  if (name === undefined)
    throw new Error(`The block at ${place} does not name its file. Start it with a line such as // main.js`);
  return name;
}

function quote(sections: readonly string[]): string {
  return sections.map((section) => `"${section}"`).join(', ');
}
