/** A fenced code block of a Markdown document. */
export interface GuideBlock {
  /** The nearest heading above it; empty before the first one. */
  readonly section: string;
  /** The line of its opening fence, 1-based. */
  readonly line: number;
  /** The first word after the fence, such as `ts`; empty without one. */
  readonly language: string;
  /** Its text, without the indentation of the fence. Ends with a line break unless it is empty. */
  readonly code: string;
  /** The file that its first line names: `// app.ts` or `# .env`. */
  readonly fileName: string | undefined;
  /** Why it does not run, from a comment on the line above the fence: `<!-- not run: needs Docker -->`. */
  readonly notRun: string | undefined;
}

const OPENING = /^(\s*)(`{3,})(\w*)/;
const HEADING = /^#+ (.+)$/;
const MARK = /^\s*<!-- not run: (.*) -->\s*$/;
const FILE_NAME = /^(?:\/\/|#) ([\w./[\]-]*\.\w+)\n/;

/** Returns every fenced block of a Markdown document, in order. */
export function readBlocks(markdown: string): GuideBlock[] {
  const lines = markdown.split('\n');
  const blocks: GuideBlock[] = [];
  let section = '';
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const [, indent = '', fence, language = ''] = OPENING.exec(line) ?? [];
    if (fence === undefined) {
      section = HEADING.exec(line)?.[1] ?? section;
      continue;
    }
    const end = lines.findIndex((later, at) => at > index && later.trim() === fence);
    const body = lines.slice(index + 1, end < 0 ? undefined : end);
    const code = body.map((text) => `${text.startsWith(indent) ? text.slice(indent.length) : text}\n`).join('');
    const fileName = FILE_NAME.exec(code)?.[1];
    blocks.push({ section, line: index + 1, language, code, fileName, notRun: markAbove(lines, index) });
    index += body.length + 1;
  }
  return blocks;
}

/** A formatter may put an empty line between the comment and the fence. */
function markAbove(lines: readonly string[], fence: number): string | undefined {
  const above = lines.slice(Math.max(0, fence - 2), fence).filter((line) => line.trim() !== '');
  return MARK.exec(above.at(-1) ?? '')?.[1];
}
