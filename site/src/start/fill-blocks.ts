import type { Page } from '../pages/index.ts';
import { readText } from '../repository.ts';

const PLACEHOLDER = /^<!-- block: (\S+) (\S+) -->$/gm;

/**
 * Replaces each `<!-- block: FILE LANGUAGE -->` with the first block of that language in the file, so that the examples
 * of the start page are those of the READMEs.
 * @throws Error if the file has no such block.
 */
export function fillBlocks({ path, text }: Page): Page {
  return {
    path,
    text: text.replaceAll(PLACEHOLDER, (_, file: string, language: string) => firstBlock(file, language)),
  };
}

function firstBlock(file: string, language: string): string {
  const [block] = new RegExp(`^\`\`\`${language}\\n[\\s\\S]*?^\`\`\`$`, 'm').exec(readText(file)) ?? [];
  if (block === undefined) throw new Error(`${file} has no block of ${language}, which the start page shows.`);
  return block;
}
