// Git writes them at the start of a line. Text of a YAML block is indented, and JSON has no lines within a text.
const MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$/m;

/** Returns the line (1-based) of the first merge conflict marker; undefined if there is none. */
export function conflictLine(text: string): number | undefined {
  const index = text.search(MARKER);
  return index < 0 ? undefined : text.slice(0, index).split('\n').length;
}
