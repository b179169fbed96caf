import { ts } from '../compiler/index.ts';

/** The indentation that openapi-typescript adds to continuation lines: an editor would show them as a code block. */
const INDENTED = /\n \* {5}/g;
/** Always the last line. It only repeats the type below it. */
const ENUM_TAG = /(?:\n \*|^\*) @enum \{[\w|]+\}\s*$/;
/** Describes how the type was generated, not its meaning. */
const DISCRIMINATOR = '@description discriminator enum property added by openapi-typescript';

const ONE_LINE_LENGTH = 120;

/** Formats the documentation comments of a node and its descendants for editors, in place. */
export function readableComments(node: ts.Node): void {
  const comments = ts.getSyntheticLeadingComments(node);
  if (comments !== undefined) {
    const readable = comments.map(({ text, ...rest }) => ({ ...rest, text: readableComment(text) }));
    ts.setSyntheticLeadingComments(
      node,
      readable.filter(({ text }) => text !== ''),
    );
  }
  ts.forEachChild(node, readableComments);
}

/** Returns the text between `/*` and the end of a comment; empty if there is none. */
export function readableComment(text: string): string {
  const body = text.replace(ENUM_TAG, '\n ').replaceAll(INDENTED, '\n * ');
  const lines = body.split('\n').map((line) => line.replace(/^ ?\* ?/, '').trim());
  const said = lines.filter((line) => line !== '');
  if (said.every((line) => line === DISCRIMINATOR)) return '';
  return isShort(said) ? `* ${(said.length === 1 ? said : said.map(sentence)).join(' ')} ` : body;
}

function isShort(lines: readonly string[]): boolean {
  const length = lines.reduce((sum, line) => sum + line.length + 1, 0);
  return lines.length === 1 || (length <= ONE_LINE_LENGTH && !lines.some((line) => /^(?:@|[-*\d])/.test(line)));
}

function sentence(line: string): string {
  return /[.:;,!?]$/.test(line) ? line : `${line}.`;
}
