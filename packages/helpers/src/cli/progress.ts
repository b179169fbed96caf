import type { WaitProgress } from '@neon-api/client';
import type { ProgressOutput } from '@neon-api/ground/cli';

/** Shows the progress of a wait: on a terminal as one line that is updated, elsewhere as a line per change. */
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
