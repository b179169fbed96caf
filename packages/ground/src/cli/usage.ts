import type { Command } from './command.ts';

/** Flags with a value that every command has. */
export const COMMON_VALUES: Readonly<Record<string, string>> = {
  project: 'name or id of the project; default: NEON_PROJECT_ID, or the project of the linked folder (.neon)',
  org: 'id of the organization that has the project; default: NEON_ORG_ID, or that of the linked folder or the key',
  profile: 'Neon CLI profile whose API key to use; default: NEON_API_KEY, or NEON_PROFILE',
  'base-url': "URL of the API; default: NEON_API_BASE_URL, or Neon's API",
};

export const COMMON_SWITCHES: Readonly<Record<string, string>> = {
  json: 'print the result as one line of JSON',
  yes: 'apply destructive changes; default: dry run',
  help: 'print this help',
  version: 'print the version',
};

const EXIT_CODES = [
  ['0', 'done, or a dry run'],
  ['1', 'failed: Neon refused or was unreachable, or a part failed'],
  ['2', 'usage error: nothing was changed'],
  ['3', 'rotate: the secret was replaced, but is not stored or not verified; see the message'],
  ['130', 'interrupted'],
] as const;

export function describeAll(commands: ReadonlyMap<string, Command>): string {
  return [
    'neon-helpers COMMAND [FLAGS]    workflows on the Neon API',
    '',
    ...table([...commands].map(([name, { summary }]) => [name, summary])),
    '',
    ...flags(COMMON_VALUES, COMMON_SWITCHES),
    '',
    'Exit codes:',
    ...table(EXIT_CODES),
    '',
    'neon-helpers COMMAND --help describes the flags of a command.',
  ].join('\n');
}

export function describeOne({ usage, summary, values, switches }: Command): string {
  return [
    summary,
    '',
    ...usage.map((line) => `  neon-helpers ${line}`),
    '',
    ...flags({ ...COMMON_VALUES, ...values }, { ...COMMON_SWITCHES, ...switches }),
  ].join('\n');
}

function flags(values: Readonly<Record<string, string>>, switches: Readonly<Record<string, string>>): string[] {
  return table([
    ...Object.entries(values).map(([name, text]) => [`--${name} …`, text] as const),
    ...Object.entries(switches).map(([name, text]) => [`--${name}`, text] as const),
  ]);
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}
