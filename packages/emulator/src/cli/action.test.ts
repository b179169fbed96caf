import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const ACTION = fileURLToPath(new URL('../../action.yml', import.meta.url));

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-emulator-action-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Returns the script of the only step, which follows `run: |`, without its indentation. */
function readScript(): string {
  const [, script = ''] = readFileSync(ACTION, 'utf8').split('run: |\n');
  return script.replaceAll(/^ {8}/gm, '');
}

/** Runs the script as a runner does, with this build instead of the published package. */
async function runScript(args: string): Promise<{ stdout: string; output: string; environment: string }> {
  const npx = join(dir, 'npx');
  writeFileSync(npx, `#!/bin/sh\nshift 2\necho $$ > "${dir}/pid"\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  chmodSync(npx, 0o755);
  for (const name of ['output', 'environment']) writeFileSync(join(dir, name), '');
  const { stdout } = await promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', readScript()], {
    env: {
      PATH: `${dir}:${process.env.PATH}`,
      RUNNER_TEMP: dir,
      GITHUB_OUTPUT: join(dir, 'output'),
      GITHUB_ENV: join(dir, 'environment'),
      EMULATOR_VERSION: 'latest',
      EMULATOR_PORT: '0',
      EMULATOR_ARGS: args,
    },
  });
  const read = (name: string): string => readFileSync(join(dir, name), 'utf8');
  return { stdout, output: read('output'), environment: read('environment') };
}

test.skipIf(process.platform === 'win32')('the action starts an emulator that outlives its step', async () => {
  const { stdout, output, environment } = await runScript('--postgres off');
  const [, url = ''] = /^NEON_API_BASE_URL=(.*)$/m.exec(environment) ?? [];
  const [, key = ''] = /^NEON_API_KEY=(.*)$/m.exec(environment) ?? [];
  const [, orgId = ''] = /^NEON_ORG_ID=(.*)$/m.exec(environment) ?? [];
  expect((await fetch(`${url}/projects?org_id=${orgId}`, { headers: { Authorization: `Bearer ${key}` } })).status).toBe(
    200,
  );
  expect(output).toContain(`api-url=${url}\n`);
  expect(output).toContain(`org-id=${orgId}\n`);
  expect(stdout).toContain(`::add-mask::${key}`);
  process.kill(Number(readFileSync(join(dir, 'pid'), 'utf8')));
});

test.skipIf(process.platform === 'win32')('the action fails when the emulator does', async () => {
  await expect(runScript('--postgres nowhere')).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining('::error::The Neon emulator did not start'),
  });
});
