import { isNeonError } from '@neon-api/client';
import type { Workflow } from './workflow.ts';
import type { Change, Thing } from './world.ts';

/** Describes what is wrong with the result of one call; empty if nothing is. */
export function judgeRun(workflow: Workflow, changes: readonly Change[], failure: unknown): string[] {
  const reported = changes.filter((change) => isReported(change, changes, failure));
  const unexpected = changes.filter(
    (change) => !workflow.touches(change.thing, change.what) && !reported.includes(change),
  );
  const wrongs = unexpected.map((change) => `an unexpected change: ${describe(change)}`);
  wrongs.push(...findTwins(changes).map((twin) => `a duplicate: ${twin}`));
  if (failure === undefined) return wrongs;
  if (!isKnown(failure)) wrongs.push(`an unknown error: ${textOf(failure)}`);
  const isHidden = workflow.isSecret ? changes.length > 0 : reported.length === 0 && changes.length > 0;
  if (isHidden && !isOpen(failure)) {
    wrongs.push(`an error that hides what exists: ${changes.map(describe).join(', ')}: ${textOf(failure)}`);
  }
  return wrongs;
}

function describe({ what, thing: { kind, project, branch, name } }: Change): string {
  return `${what} ${kind} ${[project, branch, name].filter(Boolean).join(' ')}`;
}

function findTwins(changes: readonly Change[]): string[] {
  const added = changes.filter(({ what }) => what === 'added').map(describe);
  return added.filter((one, index) => added.indexOf(one) !== index);
}

function isKnown(error: unknown): boolean {
  return isNeonError(error) || error instanceof AggregateError || textOf(error).includes('the use failed');
}

/** Returns whether the error says that a change may have been made or has started. */
function isOpen(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isOpen);
  if (!isNeonError(error)) return false;
  const isLostChange = error.outcome === 'unknown' && error.method !== 'GET';
  return isLostChange || 'pending' in error || 'stage' in error;
}

/** Returns whether the error names the thing, or its project or branch if that was added or removed. */
function isReported({ thing }: Change, changes: readonly Change[], error: unknown): boolean {
  const holders = changes
    .filter(({ what }) => what !== 'changed')
    .map((change) => change.thing)
    .filter(({ kind, name }) => (kind === 'project' ? thing.project : kind === 'branch' && thing.branch) === name);
  return [thing, ...holders].some((one) => names(textOf(error), one));
}

function names(text: string, { id, name }: Thing): boolean {
  return [id, name].some((word) => new RegExp(`(?<![\\w/-])${word}(?![\\w/-])`).test(text));
}

function textOf(error: unknown): string {
  return error instanceof AggregateError ? `${error}: ${error.errors.map(textOf).join('; ')}` : String(error);
}
