import { type Bump, type Change, type ChangeKind, usersOf } from '../change.ts';
import type { ContractDiff } from '../diff-contracts.ts';
import { changeLines, codes } from './change-lines.ts';
import { SECTIONS, sectionOf } from './sections.ts';

/** One operation, schema or kind of name, and what is to be said of it. */
export interface ReportEntry {
  readonly title: string;
  /** Who meets it; '' where the title says it all. */
  readonly note: string;
  readonly lines: readonly string[];
}

export interface ReportSection {
  readonly title: string;
  readonly about: string;
  readonly entries: readonly ReportEntry[];
}

/** A diff as a person reads it; code names stand between backticks. */
export interface Report {
  readonly title: string;
  readonly bump: Bump | undefined;
  readonly summary: string;
  readonly sections: readonly ReportSection[];
}

export function makeReport(
  { changes, bump }: ContractDiff,
  names: { readonly old: string; readonly now: string },
): Report {
  const sections = SECTIONS.map(({ name, title, about }) => ({
    title,
    about,
    entries: (name === 'endings' ? endingEntries : entriesOf)(changes.filter((change) => sectionOf(change) === name)),
  }));
  return {
    title: `From ${names.old} to ${names.now}`,
    bump,
    summary: summaryOf(changes),
    sections: sections.filter(({ entries }) => entries.length > 0),
  };
}

function summaryOf(changes: readonly Change[]): string {
  if (changes.length === 0) return 'The contracts state the same.';
  const counts = SECTIONS.map(({ name, title }) => {
    const count = changes.filter((change) => sectionOf(change) === name).length;
    return count === 0 ? [] : [`${title.toLowerCase()}: ${count}`];
  });
  return `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} (${counts.flat().join('; ')}).`;
}

/** Names that come and go are lists; everything else goes by the operation or schema that it stands in. */
const LISTS: readonly { readonly kind: ChangeKind; readonly title: string }[] = [
  { kind: 'operation-removed', title: 'Operations that are gone' },
  { kind: 'operation-renamed', title: 'Operations with another name' },
  { kind: 'operation-added', title: 'New operations' },
  { kind: 'schema-removed', title: 'Types that are gone' },
  { kind: 'schema-renamed', title: 'Types with another name' },
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
  const others = changes.filter(({ kind }) => !LISTS.some((list) => list.kind === kind));
  const byOwner = new Map<string, Change[]>();
  for (const change of others) {
    const key = JSON.stringify([ownerOf(change), noteOf(change)]);
    byOwner.set(key, [...(byOwner.get(key) ?? []), change]);
  }
  const owners = [...byOwner.values()].flatMap((owned) =>
    owned.slice(0, 1).map((first) => ({ title: ownerOf(first), note: noteOf(first), lines: changeLines(owned) })),
  );
  return [...lists.filter(({ lines }) => lines.length > 0), ...owners];
}

/** What is on its way out, by the day on which it ends. */
function endingEntries(changes: readonly Change[]): ReportEntry[] {
  const byTitle = new Map<string, Change[]>();
  for (const change of changes) byTitle.set(endingTitle(change), [...(byTitle.get(endingTitle(change)) ?? []), change]);
  return [...byTitle]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, some]) => ({
      title,
      note: '',
      lines: some.map((change) => [placeOf(change), noteOf(change)].filter(Boolean).join(' ')),
    }));
}

function endingTitle({ kind, after }: Change): string {
  const date = after === null ? 'no date given' : `ends on ${after}`;
  if (kind === 'deprecated') return `Deprecated, ${date}`;
  if (kind === 'undeprecated') return 'No longer deprecated';
  return kind === 'sunset-changed' ? `Another end date: ${date}` : `Now ${after ?? 'stable'}`;
}

function placeOf({ where }: Change): string {
  const owner = where.operation ?? where.schema ?? '';
  return `\`${[owner, where.path].filter((part) => part !== '').join('.')}\``;
}

function nameLines(kind: ChangeKind, changes: readonly Change[]): string[] {
  if (kind === 'operation-added' || kind === 'operation-removed') {
    return changes.map(
      ({ where, before, after, unstable }) =>
        `\`${where.operation}\`: \`${before ?? after}\`${unstable ? ' (alpha or beta)' : ''}`,
    );
  }
  if (kind.endsWith('-renamed')) return changes.map(({ before, after }) => `\`${before}\` is \`${after}\` now`);
  const unused = changes.filter((change) => usersOf(change).length === 0);
  const used = changes.filter((change) => usersOf(change).length > 0);
  const names = (some: readonly Change[]) => codes(some.map(({ where }) => where.schema ?? ''));
  return [
    ...(used.length > 0 ? [`In operations: ${names(used)}`] : []),
    ...(unused.length > 0 ? [`In no operation: ${names(unused)}`] : []),
  ];
}

function ownerOf({ where }: Change): string {
  const owner = where.schema ?? where.operation;
  return owner === undefined ? 'A shared part' : `\`${owner}\``;
}

function noteOf(change: Change): string {
  const isOperation = change.where.operation !== undefined;
  const notes = [...(isOperation ? [] : [usage(change)]), ...(change.unstable ? ['alpha or beta'] : [])];
  return notes.length === 0 ? '' : `(${notes.join('; ')})`;
}

const MOST_NAMED = 6;

/** Who sends and who reads it: by name when they are few. */
function usage({ users }: Change): string {
  const { request = [], response = [], error = [] } = users;
  const uses = [
    ...(request.length > 0 ? [`sent by ${listed(request)}`] : []),
    ...(response.length > 0 ? [`read from ${listed(response)}`] : []),
    ...(error.length > 0 && response.length === 0 ? [`in errors of ${listed(error)}`] : []),
  ];
  return uses.length === 0 ? 'in no operation' : uses.join('; ');
}

function listed(operations: readonly string[]): string {
  const named = operations.slice(0, operations.length > MOST_NAMED ? MOST_NAMED - 2 : MOST_NAMED);
  const more = operations.length - named.length;
  return `${codes(named)}${more > 0 ? ` and ${more} more` : ''}`;
}
