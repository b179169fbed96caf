import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { canRunIn, commandIn } from '../../../test/support/namespaces.ts';
import { requireProcessList } from './require-process-list.ts';

test.each<[NodeJS.Platform, boolean, boolean]>([
  ['linux', true, true],
  ['linux', false, false],
  ['darwin', false, true],
  ['win32', false, true],
])('on %s with /proc mounted: %s, a start is allowed: %s', (platform, isMounted, isAllowed) => {
  const start = expect(() => requireProcessList(platform, () => isMounted));
  if (isAllowed) start.not.toThrow();
  else start.toThrow('/proc is not mounted.');
});

const CLI = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const WITHOUT_PROC = { kind: 'mount', setUp: 'mount -t tmpfs tmpfs /proc' } as const;

test.skipIf(!canRunIn(WITHOUT_PROC))('without /proc, the command says what is missing and what to do', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'neon-proc-'));
  try {
    const { file, args } = commandIn(WITHOUT_PROC);
    const command = [process.execPath, CLI, '--port', '0', '--data-dir', dataDir];
    const { status, stderr } = spawnSync(file, [...args, ...command], { encoding: 'utf8', timeout: 60_000 });
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/^.*\/proc is not mounted\..*Mount it.*--postgres off.*\n$/);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
