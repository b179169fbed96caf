import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { interleave } from '../support/interleave.ts';
import type { Measurement } from './measurement.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const NOTHING = 'data:text/javascript,export%20%7B%7D';

/** How long a fresh process takes to import a package. */
export const coldImport: Measurement = {
  name: 'cold-import',
  async run({ peers, rounds }) {
    const subjects = peers.flatMap(({ name, packageName }) => (packageName ? [{ name, packageName }] : []));
    const bare = { name: 'bare node', packageName: NOTHING };
    const measured = await interleave([bare, ...subjects], rounds * 3, ({ packageName }) => importMs(packageName));
    const bareMs = measured.get(bare) ?? 0;
    return {
      name: 'cold-import',
      title: 'Import in a fresh process',
      columns: { import: { unit: 'ms', digits: 1 }, 'over bare node': { unit: 'ms', digits: 1 } },
      rows: [...measured].map(([{ name }, ms]) => ({
        peer: name,
        figures: { import: ms, 'over bare node': ms - bareMs },
      })),
      baseline: 'openapi-fetch',
    };
  },
};

function importMs(specifier: string): number {
  const source = `const from = performance.now(); await import(${JSON.stringify(specifier)}); console.log(performance.now() - from);`;
  const { stdout, status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: HERE,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (status !== 0) throw new Error(`${specifier} cannot be imported:\n${stderr}`);
  return Number(stdout);
}
