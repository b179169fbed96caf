/** What an option must be. */
export interface OptionRule {
  /** Completes `NAME must be …`. */
  readonly must: string;
  readonly holds: (value: unknown) => boolean;
  readonly isRequired?: true;
  /** Advice for a value that breaks the rule. */
  readonly hint?: string;
}

/** A rule for every option. */
export type OptionRules<Options> = { readonly [Name in keyof Options]-?: OptionRule };

export const text: OptionRule = {
  must: 'a non-empty string',
  holds: (value) => typeof value === 'string' && value !== '',
};

export const flag: OptionRule = { must: 'true or false', holds: (value) => typeof value === 'boolean' };

export const callback: OptionRule = { must: 'a function', holds: (value) => typeof value === 'function' };

// No instanceof, because a signal may come from another realm.
export const abortSignal: OptionRule = {
  must: 'an AbortSignal',
  holds: (value) => 'aborted' in Object(value),
};

export const branchIdRule: OptionRule = {
  must: 'the id of a branch, such as br-quiet-field-a1b2c3d4',
  holds: (value) => typeof value === 'string' && value.startsWith('br-'),
  hint: ' If this is a name, findBranch returns the id.',
};

/** An RFC 3339 time with an offset. A time without an offset would depend on the machine. */
export const timeRule: OptionRule = {
  must: 'an RFC 3339 time, such as 2026-01-31T12:00:00Z',
  holds: (value) =>
    typeof value === 'string' && /^\d{4}-.+T.+(Z|[+-]\d\d:\d\d)$/i.test(value) && !Number.isNaN(Date.parse(value)),
};

export const lsnRule: OptionRule = {
  must: 'a log position, such as 0/1DE2850',
  holds: (value) => typeof value === 'string' && /^[\da-f]{1,8}\/[\da-f]{1,8}$/i.test(value),
};

export function required(rule: OptionRule): OptionRule {
  return { ...rule, isRequired: true };
}

export function numberFrom(least: number, most: number = Number.POSITIVE_INFINITY): OptionRule {
  return {
    must: `a number ${rangeOf(least, most)}`,
    holds: (value) => typeof value === 'number' && value >= least && value <= most,
  };
}

export function wholeFrom(least: number, most: number = Number.MAX_SAFE_INTEGER): OptionRule {
  return {
    must: `a whole number ${rangeOf(least, most)}`,
    holds: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  };
}

function rangeOf(least: number, most: number): string {
  return most >= Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
}

export function oneOf(...values: readonly string[]): OptionRule {
  return {
    must: values.map((value) => `'${value}'`).join(' or '),
    holds: (value) => values.some((one) => one === value),
  };
}

export function either(...rules: readonly OptionRule[]): OptionRule {
  return {
    must: rules.map(({ must }) => must).join(', or '),
    holds: (value) => rules.some(({ holds }) => holds(value)),
  };
}

export function listOf(rule: OptionRule): OptionRule {
  return {
    must: `a list, each entry ${rule.must}`,
    holds: (value) => Array.isArray(value) && value.every(rule.holds),
  };
}

/** A string of at most `maxBytes` bytes, because Postgres limits names in bytes. */
export function textUpTo(maxBytes: number): OptionRule {
  return {
    must: `a string of 1 to ${maxBytes} bytes`,
    holds: (value) => text.holds(value) && new TextEncoder().encode(String(value)).length <= maxBytes,
  };
}
