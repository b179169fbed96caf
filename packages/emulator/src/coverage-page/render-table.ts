/** Renders rows as a Markdown table. The first row is the header. */
export function renderTable([header = [], ...rows]: readonly (readonly string[])[]): string[] {
  const rule = header.map(() => '---');
  return [header, rule, ...rows].map((row) => `| ${row.join(' | ')} |`);
}
