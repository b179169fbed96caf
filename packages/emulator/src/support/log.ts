/** Logs one line, which must not contain a key, a password or a request body. */
export type Log = (line: string) => void;

export const logToStderr: Log = (line) => {
  process.stderr.write(`${line}\n`);
};

/** For runtimes without standard error. */
export const logToConsole: Log = (line) => console.error(line);
