import { assertKnownKeys } from '@neon-api/client';
import { term, usageError } from '../message-parts.ts';
import { callback, type OptionRule } from './option-rules.ts';

/**
 * Refuses unknown options, missing options, and values that break their rule, before anything is sent. Unknown options are
 * refused because a misspelt option would silently get its default.
 */
export function assertOptions(where: string, given: object, rules: Readonly<Record<string, OptionRule>>): void {
  assertKnownKeys(given, Object.keys(rules), where);
  for (const [name, { must, holds, isRequired, hint = '' }] of Object.entries(rules)) {
    const value = (given as Readonly<Record<string, unknown>>)[name];
    if (value === undefined ? isRequired : !holds(value)) {
      throw usageError`${term(`${where}: `)}${term(name)} must be ${must}, not ${show(value)}.${term(hint)}`;
    }
  }
}

/** Refuses an argument that is not a function, before anything is sent. */
export function assertCallback(where: string, given: unknown): void {
  if (!callback.holds(given)) throw usageError`${term(`${where}: `)}pass a function, not ${show(given)}.`;
}

/** Shows a value only if it looks like an id, a name or a number, because it may be a secret in the wrong place. */
function show(value: unknown): string {
  if (typeof value !== 'string') return typeof value === 'number' ? String(value) : typeof value;
  return /^[\w ./-]{0,60}$/.test(value) ? `"${value}"` : 'this text';
}
