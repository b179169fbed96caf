/** A line of Postgres' log: time, process, severity, text. */
const LINE = /^.*?\[\d+\] ([A-Z]+): {1,2}(.*)$/;
const FATAL = ['FATAL', 'PANIC'];

/** Why a server ended, by what it logged: the first line that names an error; undefined when none does. */
export function findLogReason(log: string): string | undefined {
  for (const line of log.split('\n')) {
    const [, severity = '', text = line] = LINE.exec(line) ?? [];
    if (FATAL.includes(severity) || /\berror\b/i.test(text)) return text.trim();
  }
  return undefined;
}
