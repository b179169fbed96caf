import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interleave } from '../support/interleave.ts';
import type { Measurement } from './measurement.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

interface Subject {
  readonly name: string;
  readonly specifier: string;
  /** Where it is imported from. */
  readonly folder: string;
}

/** How long a fresh process takes to import a package. */
export const coldImport: Measurement = {
  name: 'cold-import',
  async run({ peers, rounds }) {
    const scratch = mkdtempSync(join(tmpdir(), 'cold-import-'));
    try {
      // Any package costs Node a look for it, its package.json and a file; that is not the package's doing.
      const empty = makeEmptyPackage(scratch);
      const nothing = { name: 'bare node', specifier: 'data:text/javascript,export%20%7B%7D', folder: HERE };
      const subjects = peers.flatMap(({ name, packageName }) =>
        packageName ? [{ name, specifier: packageName, folder: HERE }] : [],
      );
      const measured = await interleave([nothing, empty, ...subjects], rounds * 3, importMs);
      const over = (base: Subject, ms: number): number => ms - (measured.get(base) ?? 0);
      const column = { unit: 'ms', digits: 1 };
      return {
        name: 'cold-import',
        title: 'Import in a fresh process',
        columns: { import: column, 'over bare node': column, 'over an empty package': column },
        rows: [...measured].map(([{ name }, ms]) => ({
          peer: name,
          figures: { import: ms, 'over bare node': over(nothing, ms), 'over an empty package': over(empty, ms) },
        })),
        baseline: 'openapi-fetch',
      };
    } finally {
      rmSync(scratch, { recursive: true });
    }
  },
};

function makeEmptyPackage(folder: string): Subject {
  const name = 'an-empty-package';
  const home = join(folder, 'node_modules', name);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name, type: 'module', exports: './index.js' }));
  writeFileSync(join(home, 'index.js'), 'export {};\n');
  return { name: 'an empty package', specifier: name, folder };
}

function importMs({ specifier, folder }: Subject): number {
  const source = `const from = performance.now(); await import(${JSON.stringify(specifier)}); console.log(performance.now() - from);`;
  const { stdout, status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (status !== 0) throw new Error(`${specifier} cannot be imported:\n${stderr}`);
  return Number(stdout);
}
