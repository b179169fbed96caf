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

/** Which branches to delete: those that meet all the rules that are given. At least one of the first four must be. */
export interface CleanupRules {
  /** Their name begins with it, and goes on. */
  readonly prefix?: string | undefined;
  /** They were made at least so long ago, in ms. */
  readonly olderThanMs?: number | undefined;
  /** `without`: no expiry is set, so that Neon never deletes them; `with`: one is. */
  readonly expiry?: 'with' | 'without' | undefined;
  /** Their key, the name after `prefix`, is none of these: the numbers of open pull requests. Needs `prefix`. */
  readonly openKeys?: readonly (string | number)[] | undefined;
  /** Names or ids that are kept whatever the rules say. */
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
    throw usageError`${at}${term('openKeys')} needs ${term('prefix')}: the key is what follows it in a name.`;
  }
}

/** Why a branch is kept by itself, without regard to its children; undefined when the rules want it deleted. */
export function reasonToKeep(branch: Branch, rules: CleanupRules, nowMs: number): string | undefined {
  return protectionReason(branch) ?? ruleReason(branch, rules, nowMs) ?? doubtfulReason(branch);
}

/** Why no cleanup may delete the branch; undefined when one may. */
export function protectionReason(branch: Branch): string | undefined {
  if (branch.default || branch.primary) return 'is the default branch';
  if (branch.protected) return 'is protected';
  return undefined;
}

function ruleReason(branch: Branch, rules: CleanupRules, nowMs: number): string | undefined {
  const { prefix, olderThanMs, expiry, openKeys = [], keep = [] } = rules;
  const { id, name } = branch;
  if (keep.includes(id) || keep.includes(name)) return 'is to be kept';
  if (prefix !== undefined && !(name.startsWith(prefix) && name.length > prefix.length))
    return `is not named "${prefix}…"`;
  if (prefix !== undefined && openKeys.some((key) => String(key) === name.slice(prefix.length)))
    return 'its key is open';
  if (expiry === 'without' && branch.expires_at !== undefined) return 'expires by itself';
  if (expiry === 'with' && branch.expires_at === undefined) return 'does not expire';
  if (olderThanMs === undefined) return undefined;
  const ageMs = nowMs - Date.parse(branch.created_at);
  if (Number.isNaN(ageMs)) return 'unsure: its age is not known';
  return ageMs >= olderThanMs ? undefined : `is younger than ${describeDuration(olderThanMs)}`;
}

function doubtfulReason(branch: Branch): string | undefined {
  if (branch.pending_state !== undefined) return `unsure: it is becoming ${branch.pending_state}`;
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
