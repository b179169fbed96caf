import type { JsonObject } from '../document.ts';
import type { BrokenRule, ValidatorOptions } from '../validate.ts';

/** Where a value is stored, so that it can be replaced. */
export interface Place {
  readonly parent: Record<string | number, unknown>;
  readonly key: string | number;
}

/** Returns the first rule that the value breaks, or undefined. */
export type Check = (value: unknown, place?: Place) => BrokenRule | undefined;

export interface Compiling {
  readonly options: ValidatorOptions;
  /** Returns the check of a schema; undefined if it accepts every value. */
  readonly compile: (schema: unknown, isAlternative?: boolean) => Check | undefined;
  /** Whether the schema is one of several alternatives, which apply no defaults. */
  readonly isAlternative: boolean;
}

/** Creates the check of a keyword; undefined if it accepts every value. */
export type Rule = (schema: JsonObject, compiling: Compiling) => Check | undefined;

/** Returns a check that breaks with the message. */
export function ruleOf(isMet: (value: never) => boolean, message: string, allowed?: readonly unknown[]): Check {
  const broken: BrokenRule = { path: [], message, allowed };
  return (value) => (isMet(value as never) ? undefined : broken);
}

/** Checks one field or item of a value. */
export function checkChild(check: Check, parent: object, key: string | number): BrokenRule | undefined {
  const container = parent as Place['parent'];
  const broken = check(container[key], { parent: container, key });
  return broken && { ...broken, path: [key, ...broken.path] };
}

/** Returns a check that applies all in order. */
export function allOf(checks: readonly (Check | undefined)[]): Check | undefined {
  const all = checks.filter((check) => check !== undefined);
  if (all.length < 2) return all[0];
  return (value, place) => {
    for (const check of all) {
      const broken = check(value, place);
      if (broken) return broken;
    }
    return undefined;
  };
}
