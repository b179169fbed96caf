import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inspectBinaries } from './inspect-binaries.ts';

let binDir: string;
beforeEach(() => {
  binDir = mkdtempSync(join(tmpdir(), 'neon-binaries-'));
  // Under root, the programs run as another user, who counts the runs.
  chmodSync(binDir, 0o777);
});
afterEach(() => rmSync(binDir, { recursive: true }));

/** Writes programs that print a version and count their runs. */
function installPrograms(version: string, mode = 0o755): void {
  for (const name of ['initdb', 'postgres']) {
    const file = join(binDir, name);
    writeFileSync(file, `#!/bin/sh\necho run >> ${binDir}/runs\necho '${name} (PostgreSQL) ${version}'\n`);
    chmodSync(file, mode);
  }
}

const countRuns = (): number => readFileSync(join(binDir, 'runs'), 'utf8').trim().split('\n').length;

describe.skipIf(process.platform === 'win32')('inspectBinaries', () => {
  test('runs each program once', async () => {
    installPrograms('17.10');
    const first = await inspectBinaries('system', binDir);
    expect(await inspectBinaries('system', binDir)).toEqual(first);
    expect(first).toMatchObject({ kind: 'system', majorVersion: 17, postgres: join(binDir, 'postgres') });
    expect(countRuns()).toBe(2);
  });

  test('runs programs again after an upgrade', async () => {
    installPrograms('17.10');
    await inspectBinaries('system', binDir);
    installPrograms('18.1 (upgraded)');
    expect(await inspectBinaries('system', binDir)).toMatchObject({ majorVersion: 18 });
    expect(countRuns()).toBe(4);
  });

  test('runs programs again after a failure', async () => {
    installPrograms('17.10', 0o644);
    await expect(inspectBinaries('system', binDir)).rejects.toThrow('EACCES');
    installPrograms('17.10');
    expect(await inspectBinaries('system', binDir)).toMatchObject({ majorVersion: 17 });
  });
});
