/** Escapes what VitePress would take for HTML or a Vue expression in prose of another source. Code stays as it is. */
export function escapeProse(markdown: string): string {
  return markdown
    .trim()
    .split(/(`+[^`]*`+)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;')))
    .join('');
}

/** Returns prose as one line for the cell of a table. */
export function tableCell(markdown: string): string {
  return escapeProse(markdown)
    .replaceAll(/\s*\n\s*\n\s*/g, '<br>')
    .replaceAll(/\s*\n\s*[*-] /g, '<br>• ')
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');
}
