/** Formats findings as a list, one per line, for the end of a message. */
export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `  - ${line}`).join('\n');
}
