import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitWith } from '../harness/index.ts';
import { copyCheckout } from './checkout.ts';
import { formatRehearsal } from './format-rehearsal.ts';
import { withRegistry } from './registry.ts';
import { rehearse } from './rehearse.ts';

/** Releases twice to a registry on loopback, and installs and upgrades the packages from there. */
async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'neon-api-rehearsal-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const inside = (name: string): string => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  return withRegistry(inside('registry'), async (registry) => {
    const results = await rehearse(await copyCheckout(inside('checkout')), registry, inside('projects'));
    process.stdout.write(formatRehearsal(results));
    return results.some(({ complaint }) => complaint !== undefined) ? 1 : 0;
  });
}

await exitWith(main);
// After a failure, other steps may still run. Exiting ends them, and removes the folder.
process.exit();
