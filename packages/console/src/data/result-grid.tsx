import type { JSX } from 'preact';
import type { SqlResult } from '../api/index.ts';
import { Empty } from '../ui/index.ts';

/** More rows would make the page slow; the text below the grid says how many are left out. */
const MOST_ROWS = 500;
const MOST_CHARACTERS = 300;

/** Types whose values are aligned to the right: numbers, by their object ids in `pg_type`. */
const NUMBERS = new Set([20, 21, 23, 26, 700, 701, 1700]);

export interface ResultGridProps {
  readonly label: string;
  readonly result: Pick<SqlResult, 'fields' | 'rows'>;
}

export function ResultGrid({ label, result: { fields, rows } }: ResultGridProps): JSX.Element {
  if (fields.length === 0) return <Empty title="The statement returned no rows" />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable with the keyboard.
    <section class="table-scroll" aria-label={label} tabIndex={0}>
      <table class="grid">
        <thead>
          <tr>
            {fields.map(({ name, dataTypeID }, index) => (
              <th key={`${index} ${name}`} scope="col" class={alignmentOf(dataTypeID)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row, index) => (
            <tr key={`${index}`}>
              {row.map((value, column) => (
                <td key={`${column}`} class={alignmentOf(fields[column]?.dataTypeID)}>
                  <Cell value={value} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="grid-note muted">No rows</p>}
      {rows.length > MOST_ROWS && <p class="grid-note muted">{rows.length - MOST_ROWS} more rows are not shown</p>}
    </section>
  );
}

function alignmentOf(dataTypeID: number | undefined): string {
  return NUMBERS.has(dataTypeID ?? 0) ? 'numeric' : '';
}

function Cell({ value }: { readonly value: string | null }): JSX.Element {
  if (value === null) return <span class="null">null</span>;
  if (value.length <= MOST_CHARACTERS) return <>{value}</>;
  return <span title={`${value.length} characters`}>{value.slice(0, MOST_CHARACTERS)}…</span>;
}
