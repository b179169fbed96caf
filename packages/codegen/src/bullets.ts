/** Findings one a line, for a message that ends in a list of them. */
export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `  - ${line}`).join('\n');
}
