import type { Json, JsonObject } from '../../contract/index.ts';
import { type Path, quoted, type Report } from '../fault.ts';
import { PROTOTYPE_KEYS } from '../plain-value.ts';

/** Reports what is wrong with a value, and with what it holds. */
export type Check = (value: Json, at: Path, report: Report) => void;

/** What a name may look like, in a pattern and in words. */
export interface NameRule {
  readonly what: string;
  readonly pattern: RegExp;
  readonly maxLength: number;
}

export const text: Check = (value, at, report) => {
  if (typeof value !== 'string') report(at, `${kindOf(value)} stands where a text is expected.`);
};

export const flag: Check = (value, at, report) => {
  if (typeof value !== 'boolean') report(at, `${kindOf(value)} stands where true or false is expected.`);
};

export function name(rule: NameRule): Check {
  return (value, at, report) => {
    const fault =
      typeof value === 'string' ? faultOfName(value, rule) : `${kindOf(value)} stands where a text is expected.`;
    if (fault !== undefined) report(at, fault);
  };
}

export function oneOf(values: readonly string[]): Check {
  return (value, at, report) => {
    if (typeof value === 'string' && values.includes(value)) return;
    const found = typeof value === 'string' ? quoted(value) : kindOf(value);
    report(at, `${found} stands where one of ${values.join(', ')} is expected.`);
  };
}

export function listOf(item: Check): Check {
  return (value, at, report) => {
    if (!Array.isArray(value)) return report(at, `${kindOf(value)} stands where a list is expected.`);
    for (const [index, each] of (value as readonly Json[]).entries()) item(each, [...at, String(index)], report);
  };
}

/** An object from names that somebody chose to values of one kind. */
export function mapOf(rule: NameRule | undefined, item: Check): Check {
  return (value, at, report) => {
    if (!isObject(value)) return report(at, `${kindOf(value)} stands where an object is expected.`);
    for (const [key, each] of Object.entries(value)) {
      const fault = rule && faultOfName(key, rule);
      if (fault !== undefined) report([...at, key], fault, { onKey: true });
      item(each, [...at, key], report);
    }
  };
}

/** An object of known members; others are carried along unless `isKnown` forbids them. */
export function objectOf(
  members: Readonly<Record<string, Check>>,
  required: readonly string[] = [],
  isKnown: (key: string) => boolean = () => true,
): Check {
  return (value, at, report) => {
    if (!isObject(value)) return report(at, `${kindOf(value)} stands where an object is expected.`);
    for (const key of required) if (!Object.hasOwn(value, key)) report(at, `"${key}" is missing.`);
    for (const [key, each] of Object.entries(value)) {
      if (Object.hasOwn(members, key)) members[key]?.(each, [...at, key], report);
      else if (!isKnown(key)) report([...at, key], `${quoted(key)} is not known here.`, { onKey: true });
    }
  };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function faultOfName(value: string, { what, pattern, maxLength }: NameRule): string | undefined {
  if (value.length > maxLength) return `${what} has ${value.length} characters, and ${maxLength} are the limit.`;
  return pattern.test(value) && !PROTOTYPE_KEYS.has(value)
    ? undefined
    : `${quoted(value)} is no ${what} that is safe to use in code and file names.`;
}

function kindOf(value: Json): string {
  if (value === null) return 'Nothing';
  if (Array.isArray(value)) return 'A list';
  return typeof value === 'object' ? 'An object' : `A ${typeof value}`;
}
