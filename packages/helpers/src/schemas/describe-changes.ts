import type { SchemaChange } from './find-schema-changes.ts';

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** A line a change; and one that says so where only the diff tells what differs. */
export function describeChanges(changes: readonly SchemaChange[], diff: string): string {
  if (diff === '') return 'The schemas are the same.';
  if (changes.length === 0) return 'No table differs; see the diff for what does.';
  return changes.map(describeChange).join('\n');
}

function describeChange({ change, kind, table, name, before, after }: SchemaChange): string {
  const definition = [before, after].filter((text) => text !== undefined).join(' → ');
  // A constraint without a name goes by its definition.
  const isNamed = name !== undefined && name !== definition;
  return `${SIGNS[change]} ${kind} ${table}${isNamed ? `.${name}` : ''}${definition && `: ${definition}`}`;
}
