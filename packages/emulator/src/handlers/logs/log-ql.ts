import type { ProjectBranchLogRecord } from '@neon-api/types';
import { fieldOf } from './log-fields.ts';

export type LogMatcher = (record: ProjectBranchLogRecord) => boolean;

const BLANKS = /\s*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const OPERATOR = /\|=|\|~|!=|!~|=~|=/y;
const TEXT = /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y;

/**
 * Parses LogQL as far as Neon accepts it, a stream selector and line filters, or returns undefined. Regular expressions
 * are not supported: one can run for any time and block the emulator.
 */
export function parseLogQl(text: string): LogMatcher | undefined {
  const reader = createReader(text);
  const selector = readSelector(reader);
  const filters = selector && readLineFilters(reader);
  if (!filters) return undefined;
  return (record) => [...selector, ...filters].every((matches) => matches(record));
}

interface Reader {
  /** Skips blanks and reads what matches the pattern, if anything. */
  read(pattern: RegExp): string | undefined;
  isAtEnd(): boolean;
}

function createReader(text: string): Reader {
  let offset = 0;
  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = offset;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) offset += found.length;
    return found;
  }
  return {
    read(pattern) {
      match(BLANKS);
      return match(pattern);
    },
    isAtEnd() {
      match(BLANKS);
      return offset === text.length;
    },
  };
}

/** Reads `{label="value", other!="value"}`. Loki requires at least one matcher. */
function readSelector(reader: Reader): LogMatcher[] | undefined {
  const matchers: LogMatcher[] = [];
  if (reader.read(/\{/y) === undefined) return undefined;
  do {
    const name = reader.read(NAME);
    const operator = reader.read(OPERATOR);
    const value = readText(reader);
    if (name === undefined || value === undefined) return undefined;
    if (operator === '=') matchers.push((record) => (fieldOf(record, name) ?? '') === value);
    else if (operator === '!=') matchers.push((record) => (fieldOf(record, name) ?? '') !== value);
    else return undefined;
  } while (reader.read(/,/y) !== undefined);
  return reader.read(/\}/y) === undefined ? undefined : matchers;
}

/** Reads line filters: `|= "text"` keeps the lines that contain it, `!= "text"` the others. */
function readLineFilters(reader: Reader): LogMatcher[] | undefined {
  const filters: LogMatcher[] = [];
  while (!reader.isAtEnd()) {
    const operator = reader.read(OPERATOR);
    const text = readText(reader);
    if (text === undefined) return undefined;
    if (operator === '|=') filters.push(({ message }) => message.includes(text));
    else if (operator === '!=') filters.push(({ message }) => !message.includes(text));
    else return undefined;
  }
  return filters;
}

function readText(reader: Reader): string | undefined {
  const quoted = reader.read(TEXT);
  if (quoted === undefined || quoted.startsWith('`')) return quoted?.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
