import { parseDuration, UsageError } from '@neon-api/ground/cli';

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads inputs as text and checks them. */
export interface InputReader {
  get(name: string): string | undefined;
  /** @throws UsageError if it is empty */
  need(name: string): string;
  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice;
  flag(name: string): boolean;
  /** Reads a duration such as `7d`, in ms. */
  durationMs(name: string, limits: DurationLimits): number;
}

export interface DurationLimits {
  readonly shortest: string;
  readonly longest: string;
}

/**
 * Creates a reader of the inputs that the runner passes: `api-key` is in `INPUT_API-KEY`. An empty input counts as not
 * given, because expressions are empty if their value does not exist.
 */
export function createInputReader(env: Environment, defaults: Readonly<Record<string, string>>): InputReader {
  const get = (name: string): string | undefined => {
    const given = env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`]?.trim();
    return given || defaults[name] || undefined;
  };
  const need = (name: string): string => {
    const value = get(name);
    if (value !== undefined) return value;
    throw new UsageError(`Missing input ${name}.`);
  };
  const oneOf = <Choice extends string>(name: string, choices: readonly Choice[]): Choice => {
    const value = need(name);
    const choice = choices.find((one) => one === value);
    if (choice !== undefined) return choice;
    const list = `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
    throw new UsageError(`Input ${name} must be ${list}, not ${JSON.stringify(value)}.`);
  };
  return {
    get,
    need,
    oneOf,
    flag: (name) => oneOf(name, ['true', 'false']) === 'true',
    durationMs(name, { shortest, longest }) {
      const text = need(name);
      const durationMs = parseDuration(text, `Input ${name}`);
      if (durationMs >= parseDuration(shortest, name) && durationMs <= parseDuration(longest, name)) return durationMs;
      throw new UsageError(`Input ${name} must be from ${shortest} to ${longest}, not ${text}.`);
    },
  };
}
