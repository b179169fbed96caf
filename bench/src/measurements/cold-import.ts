import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interleave } from '../support/interleave.ts';
import { packageFolder } from '../support/package-folder.ts';
import type { Measurement } from './measurement.ts';

interface Program {
  readonly name: string;
  /** A module for Node to run. */
  readonly path: string;
}

/** Measures how much longer a process runs if it imports a package. */
export const coldImport: Measurement = {
  name: 'cold-import',
  async run({ peers, rounds }) {
    const scratch = mkdtempSync(join(tmpdir(), 'cold-import-'));
    const program = (name: string, source: string): Program => {
      const path = join(scratch, `${name.replaceAll(/\W/g, '-')}.mjs`);
      writeFileSync(path, source);
      return { name, path };
    };
    try {
      const bare = program('bare node', 'export {};\n');
      // Node needs this time to resolve and read any package, even an empty one.
      const emptyName = makeEmptyPackage(scratch);
      const empty = program('an empty package', `import '${emptyName}';\n`);
      const subjects = peers.flatMap(({ name, packageName }) => {
        if (packageName === undefined) return [];
        link(scratch, packageName);
        return [program(name, `import '${packageName}';\n`)];
      });
      // Many rounds, because packages differ by 1 or 2 ms and a process takes 50 ms.
      const measured = await interleave([bare, empty, ...subjects], rounds * 20, processMs);
      const over = (base: Program, ms: number): number => ms - (measured.get(base) ?? 0);
      const column = { unit: 'ms', digits: 1 };
      return {
        name: 'cold-import',
        title: 'Import in a fresh process',
        columns: { process: column, 'over bare node': column, 'over an empty package': column },
        rows: [...measured].map(([{ name }, ms]) => ({
          peer: name,
          figures: { process: ms, 'over bare node': over(bare, ms), 'over an empty package': over(empty, ms) },
        })),
        baseline: 'openapi-fetch',
      };
    } finally {
      rmSync(scratch, { recursive: true });
    }
  },
};

function makeEmptyPackage(scratch: string): string {
  const name = 'an-empty-package';
  const home = join(scratch, 'node_modules', name);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name, type: 'module', exports: './index.js' }));
  writeFileSync(join(home, 'index.js'), 'export {};\n');
  return name;
}

function link(scratch: string, packageName: string): void {
  const installed = packageFolder(packageName, fileURLToPath(import.meta.url));
  if (installed === undefined) throw new Error(`${packageName} is not installed`);
  const path = join(scratch, 'node_modules', packageName);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(installed, path);
}

function processMs({ name, path }: Program): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [path], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const tookMs = performance.now() - from;
  if (status !== 0) throw new Error(`Cannot import ${name}:\n${stderr}`);
  return tookMs;
}
