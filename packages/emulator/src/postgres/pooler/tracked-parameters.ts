import type { Refusal } from '../proxy/index.ts';

/** Parameters that follow a client from one server connection to the next, as in PgBouncer. */
const TRACKED: readonly string[] = [
  'client_encoding',
  'DateStyle',
  'TimeZone',
  'standard_conforming_strings',
  'application_name',
  // PgBouncer's default for `track_extra_parameters`: https://www.pgbouncer.org/config.html
  'IntervalStyle',
];
/** `ignore_startup_parameters` in compute/etc/pgbouncer.ini of github.com/neondatabase/neon. */
const IGNORED: readonly string[] = ['extra_float_digits'];
const OWN: readonly string[] = ['user', 'database', 'options'];

const HINT = 'Use the direct host for this parameter, or set it with ALTER ROLE … SET.';

/** Returns the parameter's name as Postgres reports it; undefined if it is not tracked. */
export function trackedName(name: string): string | undefined {
  return TRACKED.find((tracked) => tracked.toLowerCase() === name.toLowerCase());
}

/**
 * Reads the tracked parameters of a startup packet. Like PgBouncer, refuses all others: the next server connection
 * would not have them. https://neon.com/docs/connect/connection-errors#unsupported-startup-parameter
 */
export function readParameters(params: ReadonlyMap<string, string>): ReadonlyMap<string, string> | Refusal {
  const tracked = new Map<string, string>();
  const options = readOptions(params.get('options') ?? '');
  if (!options) {
    return refuse("unsupported options startup parameter: only '-c config=val' and '--config=val' are allowed");
  }
  const others = [...params].filter(([name]) => !OWN.includes(name) && !name.startsWith('_pq_.'));
  for (const [source, pairs] of [
    ['startup parameter', others],
    ['startup parameter in options', options],
  ] as const) {
    for (const [name, value] of pairs) {
      const known = trackedName(name);
      if (known !== undefined) tracked.set(known, value);
      else if (!IGNORED.includes(name)) return refuse(`unsupported ${source}: ${name}`);
    }
  }
  return tracked;
}

/** Returns the statements that give a server the client's parameters; undefined if it has them. */
export function planParameters(
  wanted: ReadonlyMap<string, string>,
  actual: ReadonlyMap<string, string>,
): string | undefined {
  const changes: string[] = [];
  for (const [name, value] of wanted) {
    if (actual.get(name) !== value) changes.push(`SET ${name} = ${quote(value)}`);
  }
  return changes.length === 0 ? undefined : changes.join('; ');
}

/** Reads `-c name=value` and `--name=value`; undefined if there is anything else. */
function readOptions(options: string): readonly (readonly [string, string])[] | undefined {
  const words = (options.match(/(?:\\.|[^\s\\])+/g) ?? []).map((word) => word.replace(/\\(.)/g, '$1'));
  const settings = words.flatMap((word, index) => {
    if (words[index - 1] === '-c') return [word];
    return word === '-c' ? [] : [/^(?:-c|--)(.+)$/s.exec(word)?.[1] ?? ''];
  });
  const pairs = settings.map((setting) => /^([^=]+)=(.*)$/s.exec(setting) ?? []);
  const isComplete = words.at(-1) !== '-c' && pairs.every(({ length }) => length > 0);
  return isComplete ? pairs.map(([, name = '', value = '']) => [name, value] as const) : undefined;
}

/** An escape string, which does not depend on `standard_conforming_strings`. */
function quote(value: string): string {
  return `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function refuse(message: string): Refusal {
  return { code: '08P01', message, hint: HINT };
}
