import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { requireProcessList } from './require-process-list.ts';

test.each<[NodeJS.Platform, boolean, boolean]>([
  ['linux', true, true],
  ['linux', false, false],
  ['darwin', false, true],
  ['win32', false, true],
])('on %s, where /proc is there: %s, a start is allowed: %s', (platform, isThere, isAllowed) => {
  const start = expect(() => requireProcessList(platform, () => isThere));
  if (isAllowed) start.not.toThrow();
  else start.toThrow('/proc is not mounted.');
});

const CLI = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const COMMAND = ['--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /proc && exec "$@"', 'sh'] as const;
const canHideProc = process.platform === 'linux' && spawnSync('unshare', [...COMMAND, 'true']).status === 0;

test.skipIf(!canHideProc)('without /proc the command says what is missing, and what to do', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'neon-proc-'));
  try {
    const args = [...COMMAND, process.execPath, CLI, '--port', '0', '--data-dir', dataDir];
    const { status, stderr } = spawnSync('unshare', args, { encoding: 'utf8' });
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/^.*\/proc is not mounted\..*Mount it.*--postgres off.*\n$/);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
