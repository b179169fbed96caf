import type { Operation } from '@neon-api/types';
import { type MessageParts, messageParts, term, usageError } from '../message-parts.ts';
import { type OptionRule, oneOf } from '../options/index.ts';

/** One difference between an existing resource and the options. */
export interface Drift {
  /** Name of the option, such as `parentId`. */
  readonly field: string;
  readonly asked: unknown;
  readonly actual: unknown;
}

/**
 * What to do if a resource exists with other properties: `report` them as `drift`, throw an `error`, or `update` the
 * resource. If a property cannot be changed, such as a parent or a region, `update` throws before it changes anything.
 */
export type OnDrift = 'report' | 'error' | 'update';

export const ON_DRIFT: OptionRule = oneOf('report', 'error', 'update');

/** The result of an `ensure…` helper. */
export interface Ensured<Value> {
  readonly value: Value;
  /** False if it already existed. After a lost response: true if it did not exist before the call. */
  readonly created: boolean;
  /** The finished operations that this call started. */
  readonly operations: readonly Operation[];
  /** How it differs from the options. Absent if it does not. */
  readonly drift?: readonly Drift[];
  /** What `onDrift: 'update'` has changed. Absent if nothing. */
  readonly updated?: readonly Drift[];
}

/** A value for each option. Undefined means that the option was not given. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns the fields in which `actual` differs from `asked`. */
export function findDrift(asked: Fields, actual: Fields): Drift[] {
  return Object.entries(asked)
    .filter(([field, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(actual[field]))
    .map(([field, value]) => ({ field, asked: value, actual: actual[field] }));
}

export interface DriftRules<Value> {
  /** Subject for messages, such as `Branch "preview/42" (br-…)`. */
  readonly what: string;
  readonly drift: readonly Drift[];
  readonly onDrift: OnDrift | undefined;
  /** Fields that `update` can change. */
  readonly changeable: readonly string[];
  update(drift: readonly Drift[]): Promise<{ readonly value: Value; readonly operations: readonly Operation[] }>;
}

/** Handles the differences of an existing resource as `onDrift` says. */
export async function settleDrift<Value>(ensured: Ensured<Value>, rules: DriftRules<Value>): Promise<Ensured<Value>> {
  const { what, drift, onDrift = 'report', changeable } = rules;
  if (drift.length === 0) return ensured;
  if (onDrift === 'report') return { ...ensured, drift };
  if (onDrift === 'error') {
    throw usageError`${what} exists, but ${describeDrift(drift)}. ${term("Change the options to match, or pass onDrift: 'report' or 'update'.")}`;
  }
  const fixed = drift.filter(({ field }) => !changeable.includes(field));
  if (fixed.length > 0) {
    throw usageError`${what} exists, but ${describeDrift(fixed)}, which cannot be changed. Nothing was changed.`;
  }
  const { value, operations } = await rules.update(drift);
  return { ...ensured, value, operations: [...ensured.operations, ...operations], updated: drift };
}

function describeDrift(drift: readonly Drift[]): MessageParts {
  const show = (value: unknown): string => (value === undefined ? 'unset' : JSON.stringify(value));
  return drift.flatMap(
    ({ field, asked, actual }, index) =>
      messageParts`${index === 0 ? '' : ', '}${term(field)} is ${show(actual)} instead of ${show(asked)}`,
  );
}
