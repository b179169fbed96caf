import { splitEntries } from './split-entries.ts';

/**
 * Returns the text of a .env file with the given variables. An existing assignment is replaced in its place, further
 * ones of the same variable are removed, and missing ones are appended. Everything else is unchanged.
 */
export function setVariables(text: string, variables: Readonly<Record<string, string>>): string {
  const newline = /\r\n/.test(text) ? '\r\n' : '\n';
  const missing = new Set(Object.keys(variables));
  let result = '';
  for (const { text: entry, name, exported } of splitEntries(text)) {
    const value = name === undefined ? undefined : variables[name];
    if (name === undefined || value === undefined) result += entry;
    else if (missing.delete(name)) result += `${exported ? 'export ' : ''}${name}=${quoteValue(value)}${newline}`;
  }
  if (result !== '' && !result.endsWith('\n') && missing.size > 0) result += newline;
  for (const name of missing) result += `${name}=${quoteValue(variables[name] ?? '')}${newline}`;
  return result;
}

/**
 * Characters that mean themselves without quotes for shells, for dotenv, and for `docker run --env-file`, which takes
 * quotes literally.
 */
const PLAIN = /^[\w./:@%?=+,-]*$/;

/** Returns the value without quotes if possible, because only then do all readers agree; else in quotes. */
export function quoteValue(value: string): string {
  if (PLAIN.test(value)) return value;
  if (!/['\n\r]/.test(value)) return `'${value}'`;
  throw new Error('A value with a quote or a line break cannot be written to a .env file.');
}
