import { readText } from '../repository.ts';

/** What the emulator does with an operation. */
export interface Coverage {
  /** Such as `stateful` or `recorded`. */
  readonly kind: string;
  readonly note: string;
  /** What the emulator does with the fields of the request, by effect: `Effective`, `Stored`, `Rejected`, `Note`. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Reads the generated table of the emulator's operations. */
export function readCoverage(): ReadonlyMap<string, Coverage> {
  const coverage = new Map<string, Coverage>();
  for (const { head, rows } of tablesOf(readText('docs/emulator-coverage.md'))) {
    for (const [first = '', ...cells] of rows) {
      const name = first.replaceAll('`', '');
      if (head[0] === 'Operation')
        coverage.set(name, { kind: cells[1] ?? '', note: cells[2] ?? '', fields: new Map() });
      const known = coverage.get(name);
      if (head[0] !== 'Fields of' || known === undefined) continue;
      const fields = head.slice(1).map((title, index): [string, string] => [title, cells[index] ?? '']);
      coverage.set(name, { ...known, fields: new Map(fields.filter(([, cell]) => cell !== '')) });
    }
  }
  return coverage;
}

interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function tablesOf(markdown: string): Table[] {
  const tables = markdown.match(/(?:^\|.*\|$\n?)+/gm) ?? [];
  return tables.map((table) => {
    const [head = [], , ...rows] = table.trimEnd().split('\n').map(cellsOf);
    return { head, rows };
  });
}

function cellsOf(row: string): string[] {
  return row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}
