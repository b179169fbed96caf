import type { FieldEffect } from './field-effects.ts';
import type { JudgedFields } from './judge-fields.ts';
import { renderTable } from './render-table.ts';

const COLUMNS: readonly FieldEffect[] = ['effective', 'stored', 'rejected'];

/** Renders a table of fields by effect, with a row for each operation or schema that has any. */
export function renderFields(title: string, judged: readonly JudgedFields[]): string[] {
  const shown = judged.filter(({ fields, shared }) => fields.length > 0 || shared.size > 0);
  if (shown.length === 0) return [];
  const columns = COLUMNS.filter((effect) =>
    shown.some(({ fields }) => fields.some((field) => field.effect === effect)),
  );
  const rows = shown.map((entry) => [
    `\`${entry.of}\``,
    ...columns.map((effect) => listNames(entry, effect)),
    [...listShared(entry), ...listNotes(entry)].join('; '),
  ]);
  return renderTable([[title, ...columns.map(capitalize), 'Note'], ...rows]);
}

function listNames({ fields }: JudgedFields, wanted: FieldEffect): string {
  return fields
    .filter(({ effect }) => effect === wanted)
    .map(({ name }) => `\`${name}\``)
    .join(', ');
}

function listShared({ shared }: JudgedFields): string[] {
  return [...shared].map(([name, schema]) => {
    const link = `[${schema}](#${schema.toLowerCase()})`;
    return name === '' ? `the fields of ${link}` : `\`${name}\`: ${link}`;
  });
}

function listNotes({ notes }: JudgedFields): string[] {
  return Object.entries(notes).map(([name, note]) => `\`${name}\`: ${note}`);
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
