import type { Branch } from '@neon-api/types';
import { term, usageError } from '../message-parts.ts';
import {
  assertOptions,
  either,
  listOf,
  numberFrom,
  type OptionRules,
  oneOf,
  text,
  wholeFrom,
} from '../options/index.ts';

/** Which branches to delete: those that match all given rules. Pass at least one of the first three. */
export interface CleanupRules {
  /** Matches names that start with this and are longer. */
  readonly prefix?: string | undefined;
  /** Matches branches that are at least this old, in ms. */
  readonly olderThanMs?: number | undefined;
  /** `without` matches branches that have no expiry, `with` those that have one. */
  readonly expiry?: 'with' | 'without' | undefined;
  /** Keeps branches with these keys, e.g. the numbers of open pull requests. A key is the part of the name after `prefix`. */
  readonly openKeys?: readonly (string | number)[] | undefined;
  /** Names or ids to keep even if the other rules match. */
  readonly keep?: readonly string[] | undefined;
}

const RULES: OptionRules<CleanupRules> = {
  prefix: text,
  olderThanMs: numberFrom(0),
  expiry: oneOf('with', 'without'),
  openKeys: listOf(either(text, wholeFrom(0))),
  keep: listOf(text),
};

export function assertRules(rules: CleanupRules): void {
  assertOptions('planCleanup', rules, RULES);
  const at = term('planCleanup: ');
  const { prefix, olderThanMs, expiry, openKeys } = rules;
  if (prefix === undefined && olderThanMs === undefined && expiry === undefined) {
    throw usageError`${at}pass a rule: ${term('prefix')}, ${term('olderThanMs')} or ${term('expiry')}. Without one, every branch would match.`;
  }
  if (openKeys !== undefined && prefix === undefined) {
    throw usageError`${at}${term('openKeys')} needs ${term('prefix')}. A key is the part of the name after it.`;
  }
}

/** Returns why to keep a branch, or undefined to delete it. Ignores its children. */
export function reasonToKeep(branch: Branch, rules: CleanupRules, nowMs: number): string | undefined {
  return protectionReason(branch) ?? ruleReason(branch, rules, nowMs) ?? doubtfulReason(branch);
}

/** Returns why no cleanup may delete the branch, or undefined. */
export function protectionReason(branch: Branch): string | undefined {
  if (branch.default || branch.primary) return 'is the default branch';
  if (branch.protected) return 'is protected';
  return undefined;
}

function ruleReason(branch: Branch, rules: CleanupRules, nowMs: number): string | undefined {
  const { prefix, olderThanMs, expiry, openKeys = [], keep = [] } = rules;
  const { id, name } = branch;
  if (keep.includes(id) || keep.includes(name)) return 'is listed to keep';
  if (prefix !== undefined && !(name.startsWith(prefix) && name.length > prefix.length))
    return `is not named "${prefix}…"`;
  if (prefix !== undefined && openKeys.some((key) => String(key) === name.slice(prefix.length)))
    return 'its key is open';
  if (expiry === 'without' && branch.expires_at !== undefined) return 'has an expiry';
  if (expiry === 'with' && branch.expires_at === undefined) return 'has no expiry';
  if (olderThanMs === undefined) return undefined;
  const ageMs = nowMs - Date.parse(branch.created_at);
  if (Number.isNaN(ageMs)) return 'unsure: its age is unknown';
  return ageMs >= olderThanMs ? undefined : `is younger than ${describeDuration(olderThanMs)}`;
}

function doubtfulReason(branch: Branch): string | undefined {
  if (branch.pending_state !== undefined) return `unsure: it is changing to ${branch.pending_state}`;
  if (branch.current_state !== 'ready' && branch.current_state !== 'archived') {
    return `unsure: it is ${branch.current_state}`;
  }
  return undefined;
}

export function describeDuration(ms: number): string {
  const hours = ms / 3_600_000;
  if (hours >= 48) return `${round(hours / 24)} days`;
  return hours >= 2 ? `${round(hours)} hours` : `${round(ms / 60_000)} minutes`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
