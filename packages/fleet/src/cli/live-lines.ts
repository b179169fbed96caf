import type { ProgressOutput } from '@neon-api/ground/cli';

/** Lines on a terminal that replace themselves. */
export interface LiveLines {
  show(lines: readonly string[]): void;
  /** Removes the lines. */
  clear(): void;
}

export function createLiveLines(output: ProgressOutput): LiveLines {
  let shown = 0;
  const clear = (): void => {
    // Moves the cursor to the first of the lines, and erases everything after it.
    if (shown > 0) output.write(`\u001b[${shown}F\u001b[J`);
    shown = 0;
  };
  return {
    show(lines) {
      clear();
      output.write(`${lines.join('\n')}\n`);
      shown = lines.length;
    },
    clear,
  };
}

/** Whether lines on this output can replace themselves. */
export function isLive({ isTTY }: ProgressOutput, { TERM }: Readonly<Record<string, string | undefined>>): boolean {
  return isTTY === true && TERM !== 'dumb';
}
