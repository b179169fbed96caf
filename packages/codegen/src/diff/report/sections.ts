import type { Change, ChangeKind } from '../change.ts';

export type SectionName = 'breaking' | 'unstable' | 'new' | 'endings' | 'rest';

/** A section of a report; `counted` follows the number of its changes in a summary. */
export interface Section {
  readonly name: SectionName;
  readonly title: string;
  readonly about: string;
  readonly counted: { readonly one: string; readonly many: string };
}

/** The sections of a report in the order in which they are read. */
export const SECTIONS: readonly Section[] = [
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

/** What offers more than before, where it breaks nothing. */
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

export function sectionOf({ kind, breaks, bump, unstable }: Change): SectionName {
  if (ENDINGS.includes(kind)) return 'endings';
  if (breaks.length > 0) return unstable ? 'unstable' : 'breaking';
  return bump !== 'patch' && ADDITIONS.includes(kind) ? 'new' : 'rest';
}

/** How many changes each section has, in words; undefined when there are none at all. */
export function countSections(changes: readonly Change[]): string | undefined {
  const counts = SECTIONS.flatMap(({ name, counted }) => {
    const count = changes.filter((change) => sectionOf(change) === name).length;
    return count === 0 ? [] : [countOf(count, counted)];
  });
  return counts.length === 0 ? undefined : counts.join(', ');
}

export function countOf(count: number, { one, many }: Section['counted']): string {
  return `${count} ${count === 1 ? one : many}`;
}
