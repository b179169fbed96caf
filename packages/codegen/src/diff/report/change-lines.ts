import type { Json } from '../../contract/index.ts';
import type { Change, ChangeKind } from '../change.ts';

/** How several changes of one kind read on one line; what has no such words is told one by one. */
const TOGETHER: Partial<Record<ChangeKind, string>> = {
  'property-added': 'New fields',
  'property-removed': 'Fields that are gone',
  'property-required': 'Fields that are required now',
  'property-optional': 'Fields that may be absent now',
  'input-added': 'New inputs',
  'input-removed': 'Inputs that are gone',
  'input-required': 'Inputs that are required now',
  'input-optional': 'Inputs that are optional now',
  'null-allowed': 'Fields that may be null now',
  'null-refused': 'Fields that are never null now',
};

/** The changes of one operation or schema, a line each, with those of one kind on a line together. */
export function changeLines(changes: readonly Change[]): string[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = groupOf(change);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].map(groupLine);
}

function groupOf(change: Change): string {
  const { kind, where, breaks } = change;
  if (kind === 'value-added' || kind === 'value-removed') return `${kind} ${where.path}`;
  return kind in TOGETHER
    ? `${kind} ${breaks.join()}`
    : `${kind} ${where.pointer} ${where.path} ${JSON.stringify(change.after)}`;
}

function groupLine(changes: readonly Change[]): string {
  const [first] = changes;
  if (first === undefined) return '';
  const { kind, where, consequence } = first;
  const of = where.path === '' ? '' : ` of \`${where.path}\``;
  if (kind === 'value-added')
    return `New ${plural('value', changes)}${of}: ${codes(changes.map(({ after }) => after))}`;
  if (kind === 'value-removed') {
    return `${capital(plural('value', changes))}${of} ${changes.length > 1 ? 'that are' : 'that is'} gone: ${codes(changes.map(({ before }) => before))}`;
  }
  const label = TOGETHER[kind];
  if (label === undefined || changes.length === 1) return consequence;
  return `${label}${first.breaks.length > 0 && kind.endsWith('-added') ? ', required' : ''}: ${codes(changes.map((change) => change.where.path))}`;
}

export function codes(values: readonly Json[]): string {
  return values.map((value) => `\`${String(value)}\``).join(', ');
}

function plural(noun: string, { length }: readonly unknown[]): string {
  return length > 1 ? `${noun}s` : noun;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
