import type { Change } from '../change.ts';
import { inNumber } from './change-lines.ts';
import { code, phrasesOf } from './phrases.ts';
import { ownerOf, placeOf, someCodes } from './places.ts';
import type { ReportEntry } from './report.ts';

export interface Causes {
  /** One entry for each change that occurs in many places. */
  readonly entries: readonly ReportEntry[];
  /** The changes that no entry covers. */
  readonly others: readonly Change[];
}

/** The smallest number of operations and schemas that must share a change to report it as one cause. */
const FEWEST = { specific: 2, named: 3 };

/** Separates the changes that are the same in several operations or schemas, so that each is reported once. */
export function splitCauses(changes: readonly Change[]): Causes {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const { before, after, unstable, where } = change;
    const key = JSON.stringify([causeOf(change)?.title ?? where, before, after, unstable]);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  const shared = [...groups.values()].filter(isShared);
  const covered = new Set(shared.flat());
  return { entries: shared.flatMap(entryOf), others: changes.filter((change) => !covered.has(change)) };
}

interface Cause {
  readonly title: string;
  readonly specific: boolean;
}

/** Undefined for a change that makes sense only in its place, such as a value of an enum. */
function causeOf(change: Change): Cause | undefined {
  const [phrase, ...others] = phrasesOf(change);
  if (phrase === undefined || others.length > 0 || NEVER.has(change.kind)) return undefined;
  const { label, items, specific = false } = phrase;
  return { title: specific ? label : [label, ...items.map(code)].join(' '), specific };
}

const NEVER: ReadonlySet<Change['kind']> = new Set(['sensitivity-changed', 'value-added', 'value-removed']);

function isShared(changes: readonly Change[]): boolean {
  const [first] = changes;
  const cause = first && causeOf(first);
  if (cause === undefined) return false;
  return new Set(changes.map(ownerOf)).size >= (cause.specific ? FEWEST.specific : FEWEST.named);
}

function entryOf(changes: readonly Change[]): ReportEntry[] {
  return changes.slice(0, 1).flatMap((first) => {
    const cause = causeOf(first);
    if (cause === undefined) return [];
    const places = [...new Set(changes.map(cause.specific ? placeOf : ownerOf))];
    const notes = [`${places.length} places`, ...(first.unstable ? ['alpha or beta'] : [])];
    return [{ title: inNumber(cause.title, 1), note: `(${notes.join('; ')})`, lines: [someCodes(places)] }];
  });
}
