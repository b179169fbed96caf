import type { Fruit } from './fruit-stand.ts';

/** Masks the password in a URI. */
export function maskPassword(uri: string): string {
  return uri.replace(/^(\w+:\/\/[^:@/]*):[^@]*@/, '$1:****@');
}

/** Returns a line per fruit: the value in the parent, the value in the branch, and whether they differ. */
export function sideBySide(parent: readonly Fruit[], branch: readonly Fruit[]): string[] {
  const names = [...new Set([...parent, ...branch].map(({ name }) => name))].sort();
  const cell = (rows: readonly Fruit[], name: string): string => {
    const row = rows.find((candidate) => candidate.name === name);
    return row === undefined ? '-' : `${row.kilos} kg`;
  };
  return [
    columns('', 'parent', 'branch'),
    ...names.map((name) => {
      const [left, right] = [cell(parent, name), cell(branch, name)];
      return columns(name, left, right, left === right ? '' : 'changed');
    }),
  ];
}

function columns(...cells: readonly string[]): string {
  return cells
    .map((cell) => cell.padEnd(12))
    .join('')
    .trimEnd();
}
