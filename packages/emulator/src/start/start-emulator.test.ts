import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFakeDataPlane } from '../../test/support/fake-data-plane.ts';
import { startTestEmulator } from '../../test/support/use-emulator.ts';
import { describeRisks, type EmulatorOptions, resolveOptions } from './emulator-options.ts';
import { startEmulator } from './start-emulator.ts';

test('starting an emulator changes no globals', async () => {
  const globals = () => [globalThis.fetch, globalThis.Headers, globalThis.Request, globalThis.Response];
  const before = globals();
  await using emulator = await startEmulator({ postgres: 'off' });
  await fetch(`${emulator.apiUrl}/projects`);
  expect(globals().map((value, index) => value === before[index])).toEqual([true, true, true, true]);
});

describe('options', () => {
  test.each<[object, RegExp]>([
    [{ prot: 1 }, /no option "prot". Did you mean "port"/],
    [{ xyzzy: 1 }, /no option "xyzzy". Its options are: .*port/],
    [{ port: 70_000 }, /port must be an integer from 0 .* to 65535, not 70000/],
    [{ host: '0.0.0.0' }, /host "0\.0\.0\.0" is reachable from other machines\. Set apiKey/],
    [{ host: 'a b', apiKey: 'k' }, /host must be an address or a name/],
    [{ direct: true, postgres: 'off' }, /direct requires Postgres, but postgres is 'off'/],
    [{ direct: true, httpsPort: 443 }, /direct and httpsPort exclude each other/],
    [{ direct: 'yes' as unknown as boolean }, /direct must be true or false, not "yes"/],
    [{ httpsPort: 443, postgres: 'off' }, /httpsPort requires Postgres, but postgres is 'off'/],
    [{ allowHosts: ['neon:8788'] }, /allowHosts must contain host names without a scheme or a port, not "neon:8788"/],
    [{ allowHosts: 'neon' }, /allowHosts must be an array/],
    [{ apiKey: 'same', adminToken: 'same' }, /adminToken must differ/],
    [{ seed: '/nowhere.json' }, /Cannot read the seed file \/nowhere\.json/],
    [{ apiKey: 'with space' }, /apiKey must be/],
    [{ apiKey: '' }, /apiKey must be/],
    [{ postgres: 'docker' }, /postgres must be one of auto, embedded, system, off/],
    [{ postgres: 'system', extensions: 'x' }, /extensions requires the embedded Postgres, but postgres is 'system'/],
    [{ extensions: '' }, /extensions must name a folder/],
    [{ speed: 'slow' }, /speed must be one of instant, fast, realistic, or a number above 0/],
    [{ dataDir: '' }, /dataDir must name a folder/],
  ])('%j is refused', async (options, message) => {
    await expect(startEmulator(options as EmulatorOptions)).rejects.toThrow(message);
  });

  test('the key is random unless one is given', async () => {
    await using first = await startEmulator({ postgres: 'off' });
    await using second = await startEmulator({ postgres: 'off' });
    await using third = await startEmulator({ postgres: 'off', apiKey: 'mine' });
    expect(first.apiKey).toMatch(/^neon_local_\w{40}$/);
    expect(second.apiKey).not.toBe(first.apiKey);
    expect(third.apiKey).toBe('mine');
  });

  test.each([
    [
      { host: '0.0.0.0', apiKey: 'local' },
      ['apiKey is shorter than 16 characters, but host "0.0.0.0" is reachable from other machines'],
    ],
    [{ host: '0.0.0.0', apiKey: 'k'.repeat(16), adminToken: 'a' }, ['adminToken is shorter than 16 characters']],
    [{ host: '0.0.0.0', apiKey: 'k'.repeat(16) }, []],
    [{ apiKey: 'local' }, []],
  ])('%j has the risks %j', (options, risks) => {
    expect(describeRisks(resolveOptions(options))).toEqual(risks.map((risk) => expect.stringContaining(risk)));
  });

  test('the same random numbers give the same ids', async () => {
    const ids: string[] = [];
    for (let run = 0; run < 2; run++) {
      let seed = 1;
      const random = (): number => {
        seed = (seed * 48_271) % 2_147_483_647;
        return seed / 2_147_483_647;
      };
      const { emulator, createProject } = await startTestEmulator({ random, apiKey: 'k' });
      ids.push((await createProject()).project.id);
      await emulator.stop();
    }
    expect(ids[0]).toBe(ids[1]);
  });
});

describe('start and stop', () => {
  test('if the port is in use, the start reports it and stops the data plane', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as AddressInfo;
    const dataPlane = createFakeDataPlane({ endpointStarted() {}, endpointSuspended() {} });
    await expect(startEmulator({ port, dataPlane })).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use.`);
    expect(dataPlane.calls).toEqual(['stop']);
    blocker.close();
  });

  test('stop waits for running work, ends the API, and can be called again', async () => {
    const { emulator, api, dataPlane } = await startTestEmulator();
    await api.post('/projects', { project: {} });
    await Promise.all([emulator.stop(), emulator.stop()]);
    expect(dataPlane.calls.at(-1)).toBe('stop');
    await expect(fetch(`${emulator.apiUrl}/projects`)).rejects.toThrow();
  });

  test('without Postgres, URIs say so and operations still run', async () => {
    const { emulator, createProject } = await startTestEmulator({ dataPlane: undefined, postgres: 'off' } as object);
    expect(emulator.postgres).toEqual({ kind: 'off' });
    const { connection_uris } = await createProject({ pg_version: 15 });
    expect(connection_uris[0]?.connection_uri).toContain('.postgres-is-off.invalid/');
    await emulator.stop();
  });
});

describe('a data directory', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-test-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  test('keeps everything across a restart, and computes are idle', async () => {
    const first = await startTestEmulator({ dataDir });
    const { project, branch, roles } = await first.createProject({ name: 'kept' });
    await first.emulator.stop();
    const second = await startTestEmulator({ dataDir });
    expect((await second.api.get(`/projects/${project.id}`)).body).toMatchObject({ project: { name: 'kept' } });
    const { body } = await second.api.get<{ endpoints: { id: string; current_state: string }[] }>(
      `/projects/${project.id}/endpoints`,
    );
    const [endpoint] = body.endpoints;
    expect(endpoint?.current_state).toBe('idle');
    expect(second.dataPlane.calls).toEqual([
      `openEndpoint ${JSON.stringify({ endpointId: endpoint?.id, branchId: branch.id })}`,
    ]);
    const reveal = `/projects/${project.id}/branches/${branch.id}/roles/neondb_owner/reveal_password`;
    expect((await second.api.get(reveal)).body).toEqual({ password: roles[0]?.password });
    await second.emulator.stop();
  });

  test('lets the next start resume unfinished operations', async () => {
    const endless = { now: () => Date.now(), sleep: (_: number, signal?: AbortSignal) => untilAborted(signal) };
    const first = await startTestEmulator({ dataDir, clock: endless });
    const { body } = await first.api.post<{ project: { id: string } }>('/projects', { project: {} });
    await first.emulator.stop();
    const second = await startTestEmulator({ dataDir });
    await second.emulator.settle();
    const listed = await second.api.get<{ operations: { status: string }[] }>(
      `/projects/${body.project.id}/operations`,
    );
    expect(listed.body.operations.map(({ status }) => status)).toEqual(['finished', 'finished']);
    await second.emulator.stop();
  });

  test('is private and contains no half-written file', async () => {
    const { emulator, createProject } = await startTestEmulator({ dataDir });
    await createProject();
    await emulator.stop();
    expect(readdirSync(dataDir).toSorted()).toEqual(['access.json', 'control-plane.json', 'control-plane.mark']);
    const file = join(dataDir, 'control-plane.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => JSON.parse(readFileSync(file, 'utf8'))).not.toThrow();
  });

  test('is refused while another emulator uses it, but not after that one was killed', async () => {
    const first = await startEmulator({ dataDir, postgres: 'off' });
    await expect(startEmulator({ dataDir, postgres: 'off' })).rejects.toThrow(
      /in use by another emulator \(process \d+\)/,
    );
    await first.stop();
    const { pid = 0 } = spawnSync(process.execPath, ['--version']);
    writeFileSync(join(dataDir, 'control-plane.lock'), String(pid));
    const second = await startEmulator({ dataDir, postgres: 'off' });
    await second.stop();
    expect(readdirSync(dataDir).toSorted()).toEqual(['access.json', 'control-plane.json', 'control-plane.mark']);
  });

  test('with an unreadable state is refused and not changed', async () => {
    const file = join(dataDir, 'control-plane.json');
    writeFileSync(file, '{"version":1,"proj');
    await expect(startEmulator({ dataDir, postgres: 'off' })).rejects.toThrow(
      /control-plane\.json, byte 0: its format is version 1/,
    );
    expect(readFileSync(file, 'utf8')).toBe('{"version":1,"proj');
  });

  test('that cannot be created is refused', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    await expect(startEmulator({ dataDir: join(file, 'below') })).rejects.toThrow(/data directory .* is not writable/);
  });

  test.skipIf(process.platform !== 'linux')('on procfs is refused immediately', async () => {
    await expect(startEmulator({ dataDir: '/proc/neon/data' })).rejects.toThrow(/data directory .* is not writable/);
  });

  test('that is a file is refused: the Neon CLI links a folder with a file named .neon', async () => {
    const file = join(dataDir, '.neon');
    writeFileSync(file, '{}');
    await expect(startEmulator({ dataDir: file })).rejects.toThrow(
      `The data directory ${file} is a file. Choose another.`,
    );
  });
});

function untilAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
}
