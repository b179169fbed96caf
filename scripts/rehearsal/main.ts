import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseNames, exitWith } from '../harness/index.ts';
import { copyCheckout } from './checkout.ts';
import { formatRehearsal } from './format-rehearsal.ts';
import { MANAGERS } from './managers.ts';
import { withRegistry } from './registry.ts';
import { rehearse } from './rehearse.ts';

/** Releases twice to a registry on loopback, and installs and upgrades the packages from there, also with `--only npm`. */
async function main(): Promise<number> {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  const names = chooseNames(
    only,
    MANAGERS.map(({ name }) => name),
    'package manager',
  );
  const managers = MANAGERS.filter(({ name }) => names.includes(name));
  const folder = mkdtempSync(join(tmpdir(), 'neon-api-rehearsal-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const inside = (name: string): string => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  return withRegistry(inside('registry'), async (registry) => {
    const results = await rehearse(await copyCheckout(inside('checkout')), registry, {
      folder: inside('projects'),
      managers,
    });
    process.stdout.write(formatRehearsal(results));
    return results.some(({ complaint }) => complaint !== undefined) ? 1 : 0;
  });
}

await exitWith(main);
// After a failure, other steps may still run. Exiting ends them, and removes the folder.
process.exit();
