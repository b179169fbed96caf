import type { Change, ChangeKind } from '../change.ts';

type SectionName = 'breaking' | 'unstable' | 'new' | 'endings' | 'rest';

/** A section of a report. In the summary, `counted` follows the number of changes. */
interface Section {
  readonly name: SectionName;
  readonly title: string;
  readonly about: string;
  readonly counted: { readonly one: string; readonly many: string };
}

export interface FilledSection extends Section {
  readonly changes: readonly Change[];
}

/** The sections of a report, in order. */
const SECTIONS: readonly Section[] = [
  {
    name: 'breaking',
    title: 'Breaking changes',
    about: 'Update code that uses any of these.',
    counted: { one: 'breaking change', many: 'breaking changes' },
  },
  {
    name: 'unstable',
    title: 'Breaking changes to alpha and beta operations',
    about: 'Neon may change alpha and beta operations at any time, so these need no major version.',
    counted: {
      one: 'breaking change to alpha and beta operations',
      many: 'breaking changes to alpha and beta operations',
    },
  },
  {
    name: 'new',
    title: 'Additions',
    about: 'Existing code keeps working.',
    counted: { one: 'addition', many: 'additions' },
  },
  {
    name: 'endings',
    title: 'Deprecation, sunset and stability',
    about: 'Existing code keeps working, until the sunset date where there is one.',
    counted: { one: 'change of deprecation or stability', many: 'changes of deprecation or stability' },
  },
  {
    name: 'rest',
    title: 'Other changes',
    about: 'Existing code still compiles.',
    counted: { one: 'other change', many: 'other changes' },
  },
];

const ENDINGS: readonly ChangeKind[] = ['deprecated', 'undeprecated', 'sunset-changed', 'stability-changed'];

/** Changes that add something, unless they break code. */
const ADDITIONS: readonly ChangeKind[] = [
  'operation-added',
  'schema-added',
  'input-added',
  'input-optional',
  'property-added',
  'property-optional',
  'null-allowed',
  'value-added',
  'values-freed',
  'option-added',
  'rest-allowed',
  'status-added',
  'answer-added',
];

function sectionOf({ kind, breaks, bump, unstable }: Change): SectionName {
  if (ENDINGS.includes(kind)) return 'endings';
  if (breaks.length > 0) return unstable ? 'unstable' : 'breaking';
  return bump !== 'patch' && ADDITIONS.includes(kind) ? 'new' : 'rest';
}

/** Returns the sections that have changes, with their changes. */
export function fillSections(changes: readonly Change[]): FilledSection[] {
  const reported = withoutEchoes(changes);
  return SECTIONS.map((section) => ({
    ...section,
    changes: reported.filter((change) => sectionOf(change) === section.name),
  })).filter((section) => section.changes.length > 0);
}

/** Removes changes that follow from a renamed type: the rename is reported once, not at every use. */
function withoutEchoes(changes: readonly Change[]): Change[] {
  const names = ({ before, after }: Change) => JSON.stringify([before, after]);
  const renames = new Set(changes.filter(({ kind }) => kind === 'schema-renamed').map(names));
  return changes.filter((change) => change.kind !== 'reference-changed' || !renames.has(names(change)));
}

export function countOf(count: number, { one, many }: Section['counted']): string {
  return `${count} ${count === 1 ? one : many}`;
}
