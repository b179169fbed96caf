import type { WriteStream } from 'node:tty';

/** Prints the steps of the story. */
export interface Terminal {
  step(title: string): void;
  line(text: string): void;
  /** A line that the next progress or line replaces; only on a terminal. */
  progress(text: string): void;
}

export const silent: Terminal = { step: () => {}, line: () => {}, progress: () => {} };

/** Tells the story on a stream; colour and moving lines only where a person looks. */
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
