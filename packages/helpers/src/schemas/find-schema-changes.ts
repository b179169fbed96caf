import type { BranchSchemaJSON } from '@neon-api/types';

type Table = BranchSchemaJSON['tables'][number];

/** One difference between the tables of two schemas. */
export interface SchemaChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly kind: 'table' | 'column' | 'constraint';
  /** Name of the table with its schema, such as `public.orders`. */
  readonly table: string;
  /** Name of the column or constraint. Absent for tables. */
  readonly name?: string;
  /** The old definition in SQL, such as `text not null`. Absent for additions and for tables. */
  readonly before?: string;
  /** The new definition. Absent for removals and for tables. */
  readonly after?: string;
}

/** Returns the changes from `base` to `now`, by table. An added or removed table is one change. */
export function findSchemaChanges(base: readonly Table[], now: readonly Table[]): SchemaChange[] {
  const [before, after] = [byName(base), byName(now)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((table): SchemaChange[] => {
    const [was, is] = [before.get(table), after.get(table)];
    if (was === undefined) return [{ change: 'added', kind: 'table', table }];
    if (is === undefined) return [{ change: 'removed', kind: 'table', table }];
    return [
      ...compareParts('column', table, columnsOf(was), columnsOf(is)),
      ...compareParts('constraint', table, constraintsOf(was), constraintsOf(is)),
    ];
  });
}

function byName(tables: readonly Table[]): ReadonlyMap<string, Table> {
  return new Map(tables.map((table) => [`${table.schema}.${table.name}`, table]));
}

type Parts = ReadonlyMap<string, string>;

function columnsOf({ columns }: Table): Parts {
  return new Map(
    columns.map(({ name, type, nullable = true, generated = false }) => [
      name,
      `${type}${nullable ? '' : ' not null'}${generated ? ' generated' : ''}`,
    ]),
  );
}

function constraintsOf({ constraints = [] }: Table): Parts {
  return new Map(
    constraints.map(({ name, type, columns, referenced_table: to }) => {
      const references = to === undefined ? '' : ` references ${to.schema}.${to.table} (${to.columns.join(', ')})`;
      const text = `${type.toLowerCase().replaceAll('_', ' ')} (${columns.join(', ')})${references}`;
      return [name ?? text, text];
    }),
  );
}

function compareParts(kind: 'column' | 'constraint', table: string, before: Parts, after: Parts): SchemaChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name): SchemaChange[] => {
    const [was, is] = [before.get(name), after.get(name)];
    if (was === is) return [];
    const part = { kind, table, name };
    if (was === undefined) return [{ change: 'added', ...part, ...(is !== undefined && { after: is }) }];
    return is === undefined
      ? [{ change: 'removed', ...part, before: was }]
      : [{ change: 'changed', ...part, before: was, after: is }];
  });
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** Returns a line per change. If only the diff shows a difference, the text says so. */
export function describeChanges(changes: readonly SchemaChange[], diff: string): string {
  if (diff === '') return 'The schemas are the same.';
  if (changes.length === 0) return 'No table differs, but other objects do. See the diff.';
  return changes.map(describeChange).join('\n');
}

function describeChange({ change, kind, table, name, before, after }: SchemaChange): string {
  const definition = [before, after].filter((text) => text !== undefined).join(' → ');
  // A constraint without a name has its definition as name.
  const isNamed = name !== undefined && name !== definition;
  return `${SIGNS[change]} ${kind} ${table}${isNamed ? `.${name}` : ''}${definition && `: ${definition}`}`;
}
