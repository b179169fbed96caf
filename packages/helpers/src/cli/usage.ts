import type { Command } from './command.ts';

/** Options of every command with a value. */
export const COMMON_VALUES: Readonly<Record<string, string>> = {
  project: 'id of the project; default: NEON_PROJECT_ID',
  'base-url': 'where the API is; default: NEON_BASE_URL, else Neon',
};

export const COMMON_SWITCHES: Readonly<Record<string, string>> = {
  json: 'print the result as one line of JSON',
  yes: 'do what deletes or replaces something; without it, only tell',
  help: 'print this',
  version: 'print the version',
};

const EXIT_CODES = [
  ['0', 'done, or told what would be done'],
  ['1', 'Neon refused, could not be reached, or a part failed'],
  ['2', 'not understood; nothing was changed'],
  ['3', 'rotate: a secret was changed, but is not stored or not proven; the message says how things are'],
  ['130', 'interrupted'],
] as const;

export function describeAll(commands: ReadonlyMap<string, Command>): string {
  return [
    'neon-helpers COMMAND [OPTIONS]    workflows on the Neon API; the key is taken from NEON_API_KEY',
    '',
    ...table([...commands].map(([name, { summary }]) => [name, summary])),
    '',
    ...options(COMMON_VALUES, COMMON_SWITCHES),
    '',
    'Exit codes:',
    ...table(EXIT_CODES),
    '',
    'neon-helpers COMMAND --help tells its options.',
  ].join('\n');
}

export function describeOne({ usage, summary, values, switches }: Command): string {
  return [
    summary,
    '',
    ...usage.map((line) => `  neon-helpers ${line}`),
    '',
    ...options({ ...values, ...COMMON_VALUES }, { ...switches, ...COMMON_SWITCHES }),
  ].join('\n');
}

function options(values: Readonly<Record<string, string>>, switches: Readonly<Record<string, string>>): string[] {
  return table([
    ...Object.entries(values).map(([name, text]) => [`--${name} …`, text] as const),
    ...Object.entries(switches).map(([name, text]) => [`--${name}`, text] as const),
  ]);
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}
