import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The packages in a node_modules folder. */
export interface Size {
  readonly packageCount: number;
  readonly sizeBytes: number;
}

/** Counts the packages of a node_modules folder and the bytes of its files. Works for npm, pnpm and yarn. */
export function measureModules(modules: string): Size {
  let packageCount = 0;
  let sizeBytes = 0;
  const walk = (folder: string, isScope: boolean): void => {
    const entries = readdirSync(folder, { withFileTypes: true });
    // A link leads to a package that is counted where it is.
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isFile()) sizeBytes += lstatSync(path).size;
      if (!entry.isDirectory()) continue;
      const below = folder.endsWith('node_modules') || isScope;
      if (below && !/^[.@]/.test(entry.name)) packageCount++;
      walk(path, below && entry.name.startsWith('@'));
    }
  };
  walk(modules, false);
  return { packageCount, sizeBytes };
}
