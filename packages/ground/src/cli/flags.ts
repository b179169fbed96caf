import { parseArgs } from 'node:util';
import { suggest } from './suggest.ts';
import { UsageError } from './usage-error.ts';

/** The flags of a call, by name. */
export interface Flags {
  get(name: string): string | undefined;
  /** @throws UsageError if it is missing */
  need(name: string): string;
  has(name: string): boolean;
  /** Reads a duration such as `7d`, in ms. */
  duration(name: string): number | undefined;
  /** Reads a whole number. */
  whole(name: string): number | undefined;
  /** Reads a comma-separated list. */
  list(name: string): readonly string[] | undefined;
}

/**
 * Reads flags and other arguments.
 *
 * @throws UsageError for an unknown flag or an empty value
 * @throws an error of `parseArgs` for a flag without its value
 */
export function readFlags(
  args: readonly string[],
  known: { readonly values: readonly string[]; readonly switches: readonly string[] },
  defaults: Readonly<Record<string, string | undefined>>,
): { readonly flags: Flags; readonly words: readonly string[] } {
  const options = Object.fromEntries([
    ...known.values.map((name) => [name, { type: 'string' as const }]),
    ...known.switches.map((name) => [name, { type: 'boolean' as const }]),
  ]);
  assertKnown(args, options);
  const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  const values: Readonly<Record<string, unknown>> = parsed.values;
  assertFilled(values);
  const get = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : defaults[name] || undefined;
  };
  return {
    words: parsed.positionals,
    flags: {
      get,
      has: (name) => values[name] === true,
      need(name) {
        const value = get(name);
        if (value !== undefined) return value;
        throw new UsageError(`Missing --${name}.`);
      },
      duration(name) {
        const text = get(name);
        return text === undefined ? undefined : parseDuration(text, `--${name}`);
      },
      whole(name) {
        const text = get(name);
        if (text === undefined) return undefined;
        if (/^\d{1,15}$/.test(text)) return Number(text);
        throw new UsageError(`--${name} must be a whole number, not ${JSON.stringify(text)}.`);
      },
      list(name) {
        const text = values[name];
        if (typeof text !== 'string') return undefined;
        return text
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '');
      },
    },
  };
}

function assertKnown(args: readonly string[], options: Readonly<Record<string, { type: 'string' | 'boolean' }>>): void {
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option' || Object.hasOwn(options, token.name)) continue;
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(`Unknown flag ${token.rawName}.${suggest(token.rawName, known)} See --help.`);
  }
}

/** Refuses empty values. They usually come from unset variables, and ignoring them could delete more than intended. */
function assertFilled(values: Readonly<Record<string, unknown>>): void {
  const empty = Object.keys(values).find((name) => values[name] === '');
  if (empty !== undefined) throw new UsageError(`--${empty} is empty. Pass a value, or leave it out.`);
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * Converts `90m`, `12h`, `7d` or `2w` to ms.
 *
 * @throws UsageError for any other text; the message begins with `name`
 */
export function parseDuration(text: string, name: string): number {
  const [, digits, unit = ''] = /^(\d+)([mhdw])$/.exec(text) ?? [];
  const unitMs = UNITS[unit];
  if (digits !== undefined && unitMs !== undefined) return Number(digits) * unitMs;
  throw new UsageError(`${name} must be a duration such as 90m, 12h, 7d or 2w, not ${JSON.stringify(text)}.`);
}
