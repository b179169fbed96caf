import type { Comment, CommentDisplayPart } from 'typedoc';
import { escapeProse } from '../markdown/index.ts';

/** Renders the summary of a documentation comment. Links to other declarations become code. */
export function renderSummary(comment: Comment | undefined): string {
  return comment ? renderParts(comment.summary) : '';
}

/** Renders the blocks of a comment that callers need: what it returns, the errors, examples and the deprecation. */
export function renderBlocks(comment: Comment | undefined): string[] {
  return (comment?.blockTags ?? []).flatMap(({ tag, content }) => {
    const text = renderParts(content);
    switch (tag) {
      case '@example':
        return [text.includes('```') ? text : `\`\`\`ts\n${plainText(content)}\n\`\`\``];
      case '@returns':
        return [`**Returns** ${text}`];
      case '@throws':
        return [`**Throws** ${text}`];
      case '@deprecated':
        return [`**Deprecated** ${text}`];
      default:
        return [];
    }
  });
}

function renderParts(parts: readonly CommentDisplayPart[]): string {
  return escapeProse(parts.map((part) => (part.kind === 'inline-tag' ? `\`${part.text}\`` : part.text)).join(''));
}

/** An example is code, even if it is not in a fence. */
function plainText(parts: readonly CommentDisplayPart[]): string {
  return parts
    .map(({ text }) => text)
    .join('')
    .replaceAll(/^```ts\n|\n```$/g, '')
    .trim();
}
