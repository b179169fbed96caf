/** A line of the Postgres log: time, process, severity, text. */
const LINE = /^.*?\[\d+\] ([A-Z]+): {1,2}(.*)$/;
const FATAL = ['FATAL', 'PANIC'];

/** Returns the first error in a server's log, which explains why the server ended; undefined if it has none. */
export function findLogReason(log: string): string | undefined {
  for (const line of log.split('\n')) {
    const [, severity = '', text = line] = LINE.exec(line) ?? [];
    if (FATAL.includes(severity) || /\berror\b/i.test(text)) return text.trim();
  }
  return undefined;
}
