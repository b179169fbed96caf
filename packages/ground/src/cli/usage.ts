import type { CliCommand } from './command.ts';
import type { Program } from './program.ts';

/** Returns the help of a program. */
export function describeAll(program: Program<CliCommand<never>>): string {
  const { name, summary, commands, common, exitCodes, notes = [] } = program;
  return [
    `${name} COMMAND [FLAGS]    ${summary}`,
    '',
    ...table([...commands].map(([command, { summary }]) => [command, summary])),
    '',
    ...describeFlags(common.values, common.switches),
    '',
    'Exit codes:',
    ...table(exitCodes),
    '',
    ...notes,
    `${name} COMMAND --help describes the flags of a command.`,
  ].join('\n');
}

/** Returns the help of one of its commands. */
export function describeOne(
  { name, common }: Pick<Program<never>, 'name' | 'common'>,
  { usage, summary, values, switches }: CliCommand<never>,
): string {
  return [
    summary,
    '',
    ...usage.map((line) => `  ${name} ${line}`),
    '',
    ...describeFlags({ ...common.values, ...values }, { ...common.switches, ...switches }),
  ].join('\n');
}

function describeFlags(values: Readonly<Record<string, string>>, switches: Readonly<Record<string, string>>): string[] {
  return table([
    ...Object.entries(values).map(([name, text]) => [`--${name} …`, text] as const),
    ...Object.entries(switches).map(([name, text]) => [`--${name}`, text] as const),
  ]);
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}
