/** One record as RFC 4180 has it; undefined is an empty field. */
export function csvLine(fields: readonly (string | number | undefined)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(field: string | number | undefined): string {
  if (typeof field !== 'string') return String(field ?? '');
  // A spreadsheet would run these as formulas.
  const text = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
