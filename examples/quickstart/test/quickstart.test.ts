import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { maskPassword, sideBySide } from '../src/format.ts';
import { readOptions } from '../src/options.ts';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

function run(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, stdout, stderr })),
  );
  return { child, ended, shown: () => stdout };
}

/** Finds Postgres servers whose command line names the folder. */
function postgresUnder(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    })
    .filter((commandLine) => commandLine.includes(folder));
}

describe('the quickstart', () => {
  test('ends with a summary line that has the row counts of parent and branch', async () => {
    const { code, stdout, stderr } = await run(['--json']).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(summary).toMatchObject({ rowsOnParent: 3, rowsOnBranch: 5, target: 'emulator' });
    expect(summary.project).toMatch(/^\w+-\w+-\d{8}$/);
    expect(summary.branch).toMatch(/^br-/);
    expect(summary.operations).toBe(4);
    expect(Object.keys(summary).sort()).toEqual(
      ['branch', 'elapsedMs', 'operations', 'project', 'rowsOnBranch', 'rowsOnParent', 'target'].sort(),
    );
  });

  test('prints no colour, progress line or password when it is not on a terminal', async () => {
    const { code, stdout } = await run([]).ended;
    expect(code).toBe(0);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\r');
    expect(stdout).not.toMatch(/npg_/);
    expect(stdout).toContain('neondb_owner:****@127.0.0.1');
    expect(stdout).toMatch(/apples +12 kg +40 kg +changed/);
    expect(stdout).toMatch(/start_compute +finished/);
  });

  test.runIf(process.platform === 'linux')(
    'leaves no Postgres and no folder behind when it is killed halfway',
    async () => {
      // A separate temporary folder distinguishes this run from others on the same machine.
      const folder = mkdtempSync(join(tmpdir(), 'killed-'));
      chmodSync(folder, 0o711);
      const { child, ended, shown } = run([], { ...process.env, TMPDIR: folder });
      expect(await until(() => shown().includes('Branch it') && postgresUnder(folder).length > 0)).toBe(true);
      child.kill('SIGKILL');
      await ended;
      expect(await until(() => postgresUnder(folder).length === 0, 5000)).toBe(true);
      expect(await until(() => readdirSync(folder).length === 0, 5000)).toBe(true);
      rmdirSync(folder);
    },
  );

  test('refuses an invalid option with a reason, and starts nothing', async () => {
    const { code, stderr } = await run(['--jsn']).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('--jsn');
  });

  test('needs a key for the real API, and says so before any request', async () => {
    const { NEON_API_KEY: _none, ...env } = process.env;
    const { code, stderr, stdout } = await run(['--live'], env).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('NEON_API_KEY');
    expect(stdout).toContain('1 project');
  });
});

describe('the parts of the quickstart', () => {
  test('maskPassword masks only the password', () => {
    expect(maskPassword('postgresql://alice:s3cret@127.0.0.1:5432/db?x=1')).toBe(
      'postgresql://alice:****@127.0.0.1:5432/db?x=1',
    );
    expect(maskPassword('postgresql://alice@127.0.0.1/db')).toBe('postgresql://alice@127.0.0.1/db');
  });

  test('sideBySide shows rows that only the parent or only the branch has', () => {
    expect(sideBySide([{ name: 'a', kilos: 1 }], [{ name: 'b', kilos: 2 }])).toEqual([
      '            parent      branch',
      'a           1 kg        -           changed',
      'b           -           2 kg        changed',
    ]);
  });

  test('readOptions parses the options', () => {
    expect(readOptions(['--json'])).toEqual({ json: true, live: false });
    expect(readOptions(['-h'])).toBe('help');
  });
});

/** Returns whether the probe becomes true in time. */
async function until(probe: () => boolean, timeoutMs = 20_000): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!probe()) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
