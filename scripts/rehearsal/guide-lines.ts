import { classifyBlock, readBlocks } from '@neon-api/ground/guide-blocks';

/**
 * Returns the lines of the shell blocks of a Markdown file that install our packages, or run one that is not installed.
 * Lines that read a configuration file of the document are left out.
 */
export function installLines(markdown: string): string[] {
  return readBlocks(markdown)
    .filter((block) => classifyBlock(block) === 'shell')
    .flatMap(({ code }) => code.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => /^npm install .*@neon-api\//.test(line) || /^npx @neon-api\/codegen generate --/.test(line));
}

/** Returns the first TypeScript block of a Markdown file. */
export function firstExample(markdown: string): string {
  const first = readBlocks(markdown).find(({ language }) => language === 'ts');
  if (first === undefined) throw new Error('The file has no TypeScript block.');
  return first.code;
}
