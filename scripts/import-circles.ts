import { posix } from 'node:path';
import type { SourceImport } from './source-imports.ts';

/** The imports between the files and folders of one folder. */
type Siblings = Map<string, Set<string>>;

/**
 * Finds files or folders of one folder that import each other in a cycle, including type imports, one line each. An
 * import between two folders counts for the folders, however deep the two files are.
 */
export function findImportCircles(imports: readonly SourceImport[]): string[] {
  const folders = new Map<string, Siblings>();
  for (const { file, specifier } of imports) {
    if (!specifier.startsWith('.')) continue;
    const { folder, from, to } = part(file, posix.join(posix.dirname(file), specifier));
    if (from === to) continue;
    const siblings = folders.get(folder) ?? new Map<string, Set<string>>();
    folders.set(folder, siblings.set(from, (siblings.get(from) ?? new Set()).add(to)));
  }
  return [...folders].flatMap(([folder, siblings]) => {
    const circle = findCircle(siblings);
    return circle ? [`${folder}: ${circle.join(' → ')}`] : [];
  });
}

/** Returns the innermost folder that contains both files, and its child that contains each of them. */
function part(file: string, target: string): { folder: string; from: string; to: string } {
  const [here, there] = [file.split('/'), target.split('/')];
  let depth = 0;
  while (here[depth] === there[depth] && depth < here.length - 1) depth++;
  return { folder: here.slice(0, depth).join('/'), from: here[depth] ?? '', to: there[depth] ?? '' };
}

function findCircle(siblings: Siblings): string[] | undefined {
  const done = new Set<string>();
  const follow = (path: readonly string[]): string[] | undefined => {
    const name = path.at(-1) ?? '';
    const start = path.indexOf(name);
    if (start < path.length - 1) return path.slice(start);
    if (done.has(name)) return undefined;
    for (const next of siblings.get(name) ?? []) {
      const circle = follow([...path, next]);
      if (circle) return circle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of siblings.keys()) {
    const circle = follow([name]);
    if (circle) return circle;
  }
  return undefined;
}
