/** Formats rows as lines. Each column is as wide as its widest cell. */
export function drawTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => printable(cells[column]).length)));
  return rows.map((cells) =>
    cells
      .map((cell, column) => printable(cell).padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Replaces control characters, so that names cannot move the cursor of a terminal. */
function printable(cell: string | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return (cell ?? '').replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '?');
}
