import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import module from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLI, useCli } from '../../test/support/use-cli.ts';

const { run, runIn } = useCli();
/** Windows has no signals: a kill ends the process immediately. */
const SIGNALLED = process.platform === 'win32' ? null : 0;

/** Node's own client: fetch does not let a caller choose the Host header. */
async function statusFor(apiUrl: string, headers: OutgoingHttpHeaders): Promise<number> {
  const [response] = (await once(get(`${apiUrl}/regions`, { headers }), 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode ?? 0;
}

test('--json prints one line when ready, and SIGTERM stops it cleanly', async () => {
  const cli = run('--port', '0', '--postgres', 'off', '--json');
  const ready = JSON.parse(await cli.firstLine) as { apiUrl: string; apiKey: string };
  expect(ready).toEqual({
    apiUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/v2$/),
    apiKey: expect.stringMatching(/^neon_local_/),
    orgId: expect.stringMatching(/^org-/),
    adminToken: expect.stringMatching(/^neon_admin_/),
    consoleUrl: expect.stringMatching(/\/#token=neon_admin_.*&key=neon_local_/),
    referenceUrl: expect.stringMatching(/\/reference#key=neon_local_/),
    postgres: { kind: 'off' },
    pid: cli.process.pid,
  });
  const response = await fetch(`${ready.apiUrl}/regions`, { headers: { Authorization: `Bearer ${ready.apiKey}` } });
  expect(response.status).toBe(200);
  cli.process.kill('SIGTERM');
  const { code, stdout, stderr } = await cli.end;
  expect({ code, lines: stdout.trim().split('\n').length, stderr }).toEqual({ code: SIGNALLED, lines: 1, stderr: '' });
});

test('without --json the command prints the console, the API, the database and how to stop, and SIGINT stops it', async () => {
  const cli = run('--port', '0', '--postgres', 'off', '--api-key', 'mine', '--admin-token', 'ours');
  await cli.firstLine;
  cli.process.kill('SIGINT');
  const { code, stdout } = await cli.end;
  expect(code).toBe(SIGNALLED);
  const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout)?.[0];
  expect(stdout.split('\n')).toEqual([
    `Console       ${origin}/#token=ours&key=mine`,
    `API           ${origin}/api/v2`,
    'API key       mine',
    'DATABASE_URL  none, without Postgres',
    'Admin token   the one from --admin-token',
    'Running       no Postgres',
    'Stop          Ctrl+C',
    'Stopping.',
    '',
  ]);
});

test('--clock virtual starts a clock that moves only on request', async () => {
  const cli = run('--port', '0', '--postgres', 'off', '--clock', 'virtual', '--admin-token', 'ours', '--json');
  const { apiUrl } = JSON.parse(await cli.firstLine) as { apiUrl: string };
  const move = async (body: object): Promise<unknown> => {
    const request = { method: 'POST', headers: { authorization: 'Bearer ours' }, body: JSON.stringify(body) };
    return (await fetch(new URL('/__emulator/clock', apiUrl), request)).json();
  };
  const { now: before } = (await move({ advance_ms: 0 })) as { now: string };
  const { now: after } = (await move({ advance_ms: 60_000 })) as { now: string };
  expect(Date.parse(after) - Date.parse(before)).toBe(60_000);
  cli.process.kill('SIGTERM');
  await cli.end;
});

test('with Postgres the command prints its versions and folder', async () => {
  const cli = run('--port', '0');
  await cli.firstLine;
  cli.process.kill('SIGINT');
  const { stdout } = await cli.end;
  expect(stdout).toMatch(/^DATABASE_URL {2}none; --project NAME creates a project$/m);
  expect(stdout).toMatch(/^Running {7}Postgres [\d, ]+ \((embedded|system)\) in \S+$/m);
});

test.skipIf(!('enableCompileCache' in module))('compiled code is kept in a folder next to the command', async () => {
  const cacheDir = join(CLI, '../../.cache');
  rmSync(cacheDir, { recursive: true, force: true });
  await run('--hosts').end;
  expect(readdirSync(cacheDir)).not.toEqual([]);
});

test('--hosts prints how to reach an endpoint and starts nothing', async () => {
  const { code, stdout } = await run('--hosts').end;
  expect(code).toBe(0);
  expect(stdout).toContain('options=endpoint%3Dep-');
});

test('--hosts --json prints one line of JSON', async () => {
  const { code, stdout } = await run('--hosts', '--json').end;
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ways: expect.any(Array), rules: expect.any(Array) });
});

test('a port in use is reported with exit code 1', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo;
  const { code, stdout, stderr } = await run('--port', String(port), '--postgres', 'off').end;
  blocker.close();
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(`Port ${port} on 127.0.0.1 is in use`);
  expect(stderr).not.toContain('    at ');
});

test.each([
  [['--prot', '1'], /unknown option '--prot'[\s\S]*Did you mean --port/],
  [['--port', '70000'], /integer from 0 to 65535/],
  [['--postgres', 'docker'], /Allowed choices are auto, embedded, system, off/],
  [['--api-key', 'a b', '--postgres', 'off'], /apiKey must be/],
  [['extra'], /too many arguments/],
  [['--host', '0.0.0.0', '--postgres', 'off'], /host "0\.0\.0\.0" is reachable from other machines\. Set apiKey/],
  [['--allow-host', 'neon:8788', '--postgres', 'off'], /--allow-host.*host name without a scheme or a port/],
  [['--limits', 'gold', '--postgres', 'off'], /plan must be one of free, launch, scale/],
  [['--speed', 'slow', '--postgres', 'off'], /speed must be one of/],
  [['--config', '/nowhere.json'], /Cannot read the --config file \/nowhere\.json/],
  [['--seed', '/nowhere.json', '--postgres', 'off'], /Cannot read the seed file \/nowhere\.json/],
])('%j is a usage error and exits with 2', async (args, message) => {
  const { code, stderr } = await run(...args).end;
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

test('a data directory that cannot be written exits with 1', async () => {
  const { code, stderr } = await run('--data-dir', join(CLI, 'below-a-file'), '--postgres', 'off').end;
  expect(code).toBe(1);
  expect(stderr).toMatch(/data directory .* is not writable/);
});

test('--help names the exit codes', async () => {
  const { code, stdout } = await run('--help').end;
  expect(code).toBe(0);
  expect(stdout).toContain('2 usage error;');
});

describe('options from the environment and the file', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'neon-emulator-cli-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  test('flags override the environment, which overrides the file', async () => {
    const seed = join(dir, 'seed.json');
    writeFileSync(seed, JSON.stringify({ projects: [{ project: { name: 'seeded' } }] }));
    const config = join(dir, 'config.json');
    writeFileSync(config, JSON.stringify({ apiKey: 'file', adminToken: 'file-admin', postgres: 'off', port: 0, seed }));
    const env = { NEON_EMULATOR_CONFIG: config, NEON_EMULATOR_API_KEY: 'environment', NEON_EMULATOR_SPEED: 'instant' };
    const cli = runIn(env, '--json', '--api-key', 'flag');
    const ready = JSON.parse(await cli.firstLine) as { apiUrl: string; orgId: string };
    expect(ready).toMatchObject({ apiKey: 'flag', adminToken: 'file-admin', postgres: { kind: 'off' } });
    const response = await fetch(`${ready.apiUrl}/projects?org_id=${ready.orgId}`, {
      headers: { Authorization: 'Bearer flag' },
    });
    expect(await response.json()).toMatchObject({ projects: [{ name: 'seeded' }] });
    cli.process.kill('SIGTERM');
    expect((await cli.end).code).toBe(SIGNALLED);
  });

  test.each<[string, NodeJS.ProcessEnv, string[]]>([
    ['repeated flags', {}, ['--allow-host', 'neon', '--allow-host', 'Emulator.test']],
    ['the environment, separated by commas', { NEON_EMULATOR_ALLOW_HOST: 'neon, emulator.test' }, []],
  ])('allowed hosts can come from %s', async (_, env, args) => {
    const cli = runIn(env, '--json', '--port', '0', '--postgres', 'off', ...args);
    const { apiUrl } = JSON.parse(await cli.firstLine) as { apiUrl: string };
    const statuses: number[] = [];
    for (const name of ['neon:1', 'EMULATOR.test', 'other.test'])
      statuses.push(await statusFor(apiUrl, { Host: name }));
    expect(statuses).toEqual([401, 401, 403]);
    cli.process.kill('SIGTERM');
    await cli.end;
  });

  test('an unknown option in the file is refused with a suggestion', async () => {
    const config = join(dir, 'config.json');
    writeFileSync(config, JSON.stringify({ apikey: 'k' }));
    const { code, stderr } = await run('--config', config).end;
    expect(code).toBe(2);
    expect(stderr).toContain('no option "apikey". Did you mean "apiKey"?');
  });
});
