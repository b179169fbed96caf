import type { BranchSchemaJSON } from '@neon-api/types';
import type { ColumnShape, ConstraintShape, TableShape } from '../../data-plane/index.ts';

type Shown = BranchSchemaJSON['tables'][number];

/** A table as `format=json` has it. */
export function showTable({ schema, name, columns, constraints }: TableShape): Shown {
  return { schema, name, columns: columns.map(showColumn), constraints: constraints.map(showConstraint) };
}

function showColumn(column: ColumnShape): Shown['columns'][number] {
  return { ...column };
}

function showConstraint({ references, columns, ...rest }: ConstraintShape): NonNullable<Shown['constraints']>[number] {
  return {
    ...rest,
    columns: [...columns],
    ...(references ? { referenced_table: { ...references, columns: [...references.columns] } } : {}),
  };
}
