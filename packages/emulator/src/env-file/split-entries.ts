/** A part of a .env file: an assignment, which can span lines, or any other line. */
export interface Entry {
  /** The text, with the line ending if there is one. */
  readonly text: string;
  /** The variable that it sets. */
  readonly name: string | undefined;
  /** Whether the assignment begins with `export`. */
  readonly exported: boolean;
}

const ASSIGNMENT = /^[ \t]*(export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(["'`]?)/;

/** Splits the text of a .env file. The texts of the entries add up to the given text. */
export function splitEntries(text: string): Entry[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const entries: Entry[] = [];
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? '';
    const [start, exported, name, quote] = ASSIGNMENT.exec(line) ?? [];
    const count = start !== undefined && quote ? countLines(lines, index, start.length, quote) : 1;
    entries.push({ text: lines.slice(index, index + count).join(''), name, exported: exported !== undefined });
    index += count;
  }
  return entries;
}

/** Returns how many lines a quoted value spans. A quote that is never closed belongs to a value of one line. */
function countLines(lines: readonly string[], first: number, offset: number, quote: string): number {
  for (let index = first; index < lines.length; index += 1) {
    if (hasQuote(lines[index] ?? '', index === first ? offset : 0, quote)) return index - first + 1;
  }
  return 1;
}

function hasQuote(line: string, from: number, quote: string): boolean {
  for (let at = line.indexOf(quote, from); at >= 0; at = line.indexOf(quote, at + 1)) {
    if (quote !== '"' || line[at - 1] !== '\\') return true;
  }
  return false;
}
