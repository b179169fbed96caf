/** Code, which contains no links, or the start of an inline link or link definition and its target. */
const CODE_OR_LINK =
  /(^[ \t]*(`{3,}|~{3,})[\s\S]*?^[ \t]*\2[ \t]*$|`[^`\n]+`)|(\]\(\s*<?|^\[[^\]\n]+\]:\s*<?)([^)\s>]+)/gm;

/** Returns the Markdown with each link replaced by what `rewrite` returns for its target. Code stays as it is. */
export function rewriteLinks(markdown: string, rewrite: (target: string) => string): string {
  return markdown.replaceAll(CODE_OR_LINK, (match, code: string | undefined, _fence, start: string, target: string) =>
    code === undefined ? `${start}${rewrite(target)}` : match,
  );
}
