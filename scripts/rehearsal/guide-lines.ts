/** Returns the lines of the shell blocks of a Markdown file that install our packages, or run one that is not installed. */
export function installLines(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```(?:sh|bash)\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  return blocks
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => /^npm install .*@neon-api\//.test(line) || /^npx @neon-api\/codegen generate/.test(line));
}

/** Returns the first TypeScript block of a Markdown file. */
export function firstExample(markdown: string): string {
  const [, code] = /^```ts\n([\s\S]*?)^```/m.exec(markdown) ?? [];
  if (code === undefined) throw new Error('The file has no TypeScript block.');
  return code;
}
