/** Renders a table; the first row is the header. */
export function renderTable([header = [], ...body]: readonly (readonly string[])[]): string[] {
  const rule = header.map(() => '---');
  return [header, rule, ...body].map((row) => `| ${row.join(' | ')} |`);
}
