/** A line of a unified diff. */
export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'same' | 'place';
  readonly text: string;
  /** The line's number before and after. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

const PLACE = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** Reads a unified diff, without the lines that name its files. */
export function readDiff(diff: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let before = 0;
  let after = 0;
  for (const line of diff.split('\n')) {
    const place = PLACE.exec(line);
    if (place) {
      [before, after] = [Number(place[1]), Number(place[2])];
      lines.push({ kind: 'place', text: line, before: undefined, after: undefined });
    } else if (before === 0 && after === 0) {
      // Names of files come before the first place.
    } else if (line.startsWith('+')) {
      lines.push({ kind: 'added', text: line.slice(1), before: undefined, after: after++ });
    } else if (line.startsWith('-')) {
      lines.push({ kind: 'removed', text: line.slice(1), before: before++, after: undefined });
    } else if (line.startsWith(' ')) {
      lines.push({ kind: 'same', text: line.slice(1), before: before++, after: after++ });
    }
  }
  return lines;
}
