import { type Change, type ChangeKind, usersOf } from '../change.ts';
import type { ContractDiff } from '../diff-contracts.ts';
import { splitCauses } from './causes.ts';
import { changeLines } from './change-lines.ts';
import { code, codes } from './phrases.ts';
import { announcement, noteOf, ownerOf, placeOf } from './places.ts';
import type { Report, ReportEntry } from './report.ts';
import { countOf, fillSections } from './sections.ts';

export function makeReport(
  { changes, bump }: ContractDiff,
  names: { readonly old: string; readonly now: string },
): Report {
  const sections = fillSections(changes);
  const counts = sections.map(({ changes: { length }, counted }) => countOf(length, counted));
  return {
    title: `From ${names.old} to ${names.now}`,
    bump,
    summary: counts.length === 0 ? 'The contracts are the same.' : `${counts.join(', ')}.`,
    sections: sections.map(({ name, title, about, changes: own }) => ({
      title,
      about,
      entries: (name === 'endings' ? endingEntries : entriesOf)(own),
    })),
  };
}

/** Added and removed names are reported as lists; every other change under its operation, schema or cause. */
const LISTS: readonly { readonly kind: ChangeKind; readonly title: string }[] = [
  { kind: 'operation-removed', title: 'Removed operations' },
  { kind: 'operation-renamed', title: 'Renamed operations' },
  { kind: 'operation-added', title: 'New operations' },
  { kind: 'schema-removed', title: 'Removed types' },
  { kind: 'schema-renamed', title: 'Renamed types' },
  { kind: 'schema-added', title: 'New types' },
];

function entriesOf(changes: readonly Change[]): ReportEntry[] {
  const lists = LISTS.map(({ kind, title }) => ({
    title,
    note: '',
    lines: nameLines(
      kind,
      changes.filter((change) => change.kind === kind),
    ),
  }));
  const causes = splitCauses(changes.filter(({ kind }) => !LISTS.some((list) => list.kind === kind)));
  const owners = groupBy(causes.others, (change) => JSON.stringify([ownerOf(change), noteOf(change)]));
  return [
    ...lists.filter(({ lines }) => lines.length > 0),
    ...causes.entries,
    ...owners.map(([first, ...more]) => ({
      title: code(ownerOf(first)),
      note: noteOf(first),
      lines: changeLines([first, ...more]),
    })),
  ];
}

/** Groups deprecations and stability changes by what happens and when. */
function endingEntries(changes: readonly Change[]): ReportEntry[] {
  return groupBy(changes, endingTitle)
    .map(([first, ...more]) => ({
      title: endingTitle(first),
      note: '',
      lines: [first, ...more].map((change) => [code(placeOf(change)), noteOf(change)].filter(Boolean).join(' ')),
    }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
}

function endingTitle({ kind, before, after }: Change): string {
  if (kind === 'deprecated') return `Deprecated, ${after === null ? 'no sunset date' : `sunset date ${after}`}`;
  if (kind === 'undeprecated') return 'No longer deprecated';
  if (kind === 'sunset-changed') return `Sunset date changed from ${before ?? 'none'} to ${after ?? 'none'}`;
  return `Stability changed from ${before ?? 'stable'} to ${after ?? 'stable'}`;
}

function nameLines(kind: ChangeKind, changes: readonly Change[]): string[] {
  if (kind === 'operation-added' || kind === 'operation-removed') {
    return changes.map((change) => {
      const { where, before, after } = change;
      return `${code(where.operation ?? '')}: ${code(before ?? after)}${announcement(change)}`;
    });
  }
  if (kind.endsWith('-renamed')) return changes.map(({ before, after }) => `${code(before)} is now ${code(after)}`);
  const unused = changes.filter((change) => usersOf(change).length === 0);
  const used = changes.filter((change) => usersOf(change).length > 0);
  const names = (some: readonly Change[]) => codes(some.map(({ where }) => where.schema ?? ''));
  return [
    ...(used.length > 0 ? [`Used by operations: ${names(used)}`] : []),
    ...(unused.length > 0 ? [`Used by no operation: ${names(unused)}`] : []),
  ];
}

type Group = readonly [Change, ...Change[]];

function groupBy(changes: readonly Change[], keyOf: (change: Change) => string): Group[] {
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const known = groups.get(keyOf(change));
    if (known === undefined) groups.set(keyOf(change), [change]);
    else known.push(change);
  }
  return [...groups.values()];
}
