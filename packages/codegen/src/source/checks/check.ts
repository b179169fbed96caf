import { isList, isObject, type Json } from '../../json/index.ts';
import { type Path, quoted, type Report } from '../fault.ts';
import { PROTOTYPE_KEYS } from '../plain-value.ts';

/** Reports the faults of a value and of its parts. */
export type Check = (value: Json, at: Path, report: Report) => void;

/** The allowed form of a name, as a pattern and in words. */
export interface NameRule {
  readonly what: string;
  readonly pattern: RegExp;
  readonly maxLength: number;
}

export const text: Check = (value, at, report) => {
  if (typeof value !== 'string') report(at, unexpected(value, 'text'));
};

export const flag: Check = (value, at, report) => {
  if (typeof value !== 'boolean') report(at, unexpected(value, 'true or false'));
};

export const number: Check = (value, at, report) => {
  if (typeof value !== 'number') report(at, unexpected(value, 'a number'));
};

export const anything: Check = () => undefined;

/** Reports a key that the generated types would ignore. */
export function unsupported(key: string, advice: string): Check {
  return (_value, at, report) => report(at, `"${key}" is not supported. ${advice}`, { onKey: true });
}

export function name(rule: NameRule): Check {
  return (value, at, report) => {
    const fault = typeof value === 'string' ? faultOfName(value, rule) : unexpected(value, 'text');
    if (fault !== undefined) report(at, fault);
  };
}

export function oneOf(values: readonly string[]): Check {
  return (value, at, report) => {
    if (typeof value === 'string' && values.includes(value)) return;
    report(at, unexpected(value, `one of ${values.join(', ')}`));
  };
}

export function listOf(item: Check): Check {
  return (value, at, report) => {
    if (!isList(value)) return report(at, unexpected(value, 'a list'));
    for (const [index, each] of value.entries()) item(each, [...at, String(index)], report);
  };
}

/** The same check for a list or an object that must not be empty. */
export function notEmpty(check: Check, message: string): Check {
  return (value, at, report) => {
    if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return report(at, message);
    check(value, at, report);
  };
}

/** Checks an object that maps arbitrary names to values of one kind. */
export function mapOf(rule: NameRule | undefined, item: Check): Check {
  return (value, at, report) => {
    if (!isObject(value)) return report(at, unexpected(value, 'an object'));
    for (const [key, each] of Object.entries(value)) {
      const fault = rule && faultOfName(key, rule);
      if (fault !== undefined) report([...at, key], fault, { onKey: true });
      item(each, [...at, key], report);
    }
  };
}

/** Checks an object that has only known members and `x-` extensions. */
export function objectOf(members: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return (value, at, report) => {
    if (!isObject(value)) return report(at, unexpected(value, 'an object'));
    for (const key of required) if (!Object.hasOwn(value, key)) report(at, `"${key}" is missing.`);
    for (const [key, each] of Object.entries(value)) {
      if (Object.hasOwn(members, key)) members[key]?.(each, [...at, key], report);
      else if (!key.startsWith('x-')) report([...at, key], `${quoted(key)} is not a known key here.`, { onKey: true });
    }
  };
}

function faultOfName(value: string, { what, pattern, maxLength }: NameRule): string | undefined {
  if (value.length > maxLength) return `${what} has ${value.length} characters; the limit is ${maxLength}.`;
  return pattern.test(value) && !PROTOTYPE_KEYS.has(value)
    ? undefined
    : `${quoted(value)} is not a safe ${what}: it becomes part of code and file names.`;
}

function unexpected(value: Json, expected: string): string {
  return `Expected ${expected}, found ${typeof value === 'string' ? quoted(value) : kindOf(value)}.`;
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
