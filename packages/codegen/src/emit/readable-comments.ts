import { ts } from '../compiler/index.ts';

/** What openapi-typescript puts before each further line of a text: an editor would show that as a block of code. */
const INDENTED = /\n \* {5}/g;
/** Always the last line, and nothing that the type below it does not say. */
const ENUM_TAG = /(?:\n \*|^\*) @enum \{[\w|]+\}\s*$/;
/** Tells how the type was made, not what it is. */
const DISCRIMINATOR = '@description discriminator enum property added by openapi-typescript';

const ONE_LINE_LENGTH = 120;

/** Mends the documentation comments of a node and of all below it, in place, for whoever reads them in an editor. */
export function readableComments(node: ts.Node): void {
  const comments = ts.getSyntheticLeadingComments(node);
  if (comments !== undefined) {
    const mended = comments.map(({ text, ...rest }) => ({ ...rest, text: readableComment(text) }));
    ts.setSyntheticLeadingComments(
      node,
      mended.filter(({ text }) => text !== ''),
    );
  }
  ts.forEachChild(node, readableComments);
}

/** The text between `/*` and the end of a comment; empty when there is nothing to say. */
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
