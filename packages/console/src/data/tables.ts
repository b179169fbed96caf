import type { SqlResult } from '../api/index.ts';
import type { RunSql } from './connection.ts';

export interface TableName {
  readonly schema: string;
  readonly name: string;
}

export interface ListedTable extends TableName {
  readonly kind: 'table' | 'view';
}

const LIST_TABLES = `
select n.nspname, c.relname, case when c.relkind in ('r', 'p', 'f') then 'table' else 'view' end
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'f', 'v', 'm') and not c.relispartition
  and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
order by 3, n.nspname, c.relname`;

export async function listTables(run: RunSql): Promise<ListedTable[]> {
  const { rows } = await run(LIST_TABLES);
  return rows.map(([schema, name, kind]) => ({
    schema: schema ?? '',
    name: name ?? '',
    kind: kind as ListedTable['kind'],
  }));
}

export const PAGE_ROWS = 50;

/** One page of a table, from 0. One row more than shown says whether there is a next page. */
export interface TablePage extends SqlResult {
  readonly hasNext: boolean;
}

const PRIMARY_KEY = `
select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
where i.indisprimary and i.indrelid = to_regclass($1)
order by array_position(i.indkey::int2[], a.attnum)`;

/** Reads a page, in the order of the primary key if there is one. */
export async function readPage(run: RunSql, table: TableName, page: number): Promise<TablePage> {
  const { rows: key } = await run(PRIMARY_KEY, [quoteName(table)]);
  const result = await run(
    pageQuery(
      table,
      key.map(([column]) => column ?? ''),
      page,
    ),
  );
  return { ...result, rows: result.rows.slice(0, PAGE_ROWS), hasNext: result.rows.length > PAGE_ROWS };
}

export function pageQuery(table: TableName, key: readonly string[], page: number): string {
  const order = key.length === 0 ? '' : ` order by ${key.map(quote).join(', ')}`;
  return `select * from ${quoteName(table)}${order} limit ${PAGE_ROWS + 1} offset ${page * PAGE_ROWS}`;
}

export function quoteName({ schema, name }: TableName): string {
  return `${quote(schema)}.${quote(name)}`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
