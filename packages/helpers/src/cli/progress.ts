import type { WaitProgress } from '@neon-api/client';

export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Shows a wait: one line that changes on a terminal, a line for each change elsewhere. */
export function showWait(output: ProgressOutput): (progress: WaitProgress) => void {
  let shown = '';
  return ({ total, finished }) => {
    const text = total === 0 ? '' : `${finished} of ${total} operations finished`;
    if (text === shown) return;
    shown = text;
    if (output.isTTY) output.write(`\r\u001b[K${finished === total ? '' : text}`);
    else if (text !== '') output.write(`${text}\n`);
  };
}
