import type { WriteStream } from 'node:tty';

/** The output of the quickstart. */
export interface Terminal {
  step(title: string): void;
  line(text: string): void;
  /** Shows a line that the next output replaces. Only on a terminal. */
  progress(text: string): void;
}

export const silent: Terminal = { step: () => {}, line: () => {}, progress: () => {} };

/** Writes to a stream, with colour and progress lines only on a terminal. */
export function createTerminal(stream: WriteStream | NodeJS.WriteStream, env: NodeJS.ProcessEnv): Terminal {
  const live = stream.isTTY === true;
  const colour = live && env.NO_COLOR === undefined;
  const paint = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  let count = 0;
  const clear = live ? '\r\u001b[K' : '';
  return {
    step(title) {
      count += 1;
      stream.write(`${clear}\n${paint(36, `${count}.`)} ${paint(1, title)}\n`);
    },
    line(text) {
      stream.write(`${clear}   ${text}\n`);
    },
    progress(text) {
      if (live) stream.write(`${clear}   ${paint(2, text)}`);
    },
  };
}
