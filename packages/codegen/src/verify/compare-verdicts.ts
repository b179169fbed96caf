import type { Change } from '../diff/index.ts';
import type { Verdict } from './compiler-verdicts.ts';

/** A disagreement of the differ and the compiler about one operation: one of them has a bug. */
export interface Disagreement {
  readonly subject: string;
  readonly direction: Verdict['direction'];
  /** The part of the newer document that was judged, as a JSON pointer; absent for the whole document. */
  readonly part?: string;
  /** The changes that break it according to the differ; empty if there are none. */
  readonly differ: readonly Change[];
  /** The compiler's error; undefined if it compiles. */
  readonly compiler: string | undefined;
}

/** Finds the cases in which only one of the differ and the compiler says that code breaks. */
export function compareVerdicts(changes: readonly Change[], verdicts: readonly Verdict[]): Disagreement[] {
  return verdicts.flatMap(({ subject, direction, compiles, complaint }) => {
    const differ = changes.filter(
      (change) => change.visibleToTypes && change.breaks.includes(direction) && concerns(change, subject, direction),
    );
    return (differ.length === 0) === compiles ? [] : [{ subject, direction, differ, compiler: complaint }];
  });
}

function concerns({ where, users }: Change, subject: string, direction: Verdict['direction']): boolean {
  if (direction === 'name') return (where.operation ?? where.schema) === subject;
  return users[direction]?.includes(subject) ?? false;
}

/** Describes the disagreement, with the reasons of both. */
export function disagreementText({ subject, direction, part, differ, compiler }: Disagreement): string {
  const reasons = differ.map(({ kind, consequence, where }) => `    ${kind} at ${where.pointer}: ${consequence}`);
  return [
    `${subject} (${direction})${part === undefined ? '' : ` with only ${part} changed`}: the differ says that code ${differ.length > 0 ? 'breaks' : 'does not break'}, the compiler says that it ${compiler === undefined ? 'compiles' : 'does not compile'}.`,
    ...(reasons.length > 0 ? ['  differ:', ...reasons] : []),
    ...(compiler === undefined ? [] : ['  compiler:', `    ${compiler.replaceAll('\n', '\n    ')}`]),
  ].join('\n');
}
