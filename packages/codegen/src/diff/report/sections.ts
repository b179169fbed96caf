import type { Change, ChangeKind } from '../change.ts';

export type SectionName = 'breaking' | 'unstable' | 'new' | 'endings' | 'rest';

/** The sections of a report in the order in which they are read. */
export const SECTIONS: readonly { readonly name: SectionName; readonly title: string; readonly about: string }[] = [
  { name: 'breaking', title: 'Breaking', about: 'Code that uses any of this has to change.' },
  {
    name: 'unstable',
    title: 'Breaking in alpha and beta only',
    about: 'Neon promises nothing about these operations, so they ask for no major version.',
  },
  { name: 'new', title: 'New', about: 'Code goes on as it is.' },
  {
    name: 'endings',
    title: 'Deprecation, sunset and stability',
    about: 'Code goes on as it is, until the date where there is one.',
  },
  { name: 'rest', title: 'The rest', about: 'The types stay as they are.' },
];

const ENDINGS: readonly ChangeKind[] = ['deprecated', 'undeprecated', 'sunset-changed', 'stability-changed'];
const RULES: readonly ChangeKind[] = [
  'default-changed',
  'sensitivity-changed',
  'security-changed',
  'reference-changed',
  'status-changed',
  'constraint-narrowed',
  'constraint-widened',
];

export function sectionOf({ kind, breaks, bump, unstable }: Change): SectionName {
  if (ENDINGS.includes(kind)) return 'endings';
  if (breaks.length > 0) return unstable ? 'unstable' : 'breaking';
  return bump === 'patch' || RULES.includes(kind) ? 'rest' : 'new';
}
