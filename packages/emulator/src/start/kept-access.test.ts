import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type EmulatorOptions, resolveOptions } from './emulator-options.ts';
import { type Access, accessFileOf, findQuietPort, keepAccess } from './kept-access.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'neon-access-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

async function start(options: EmulatorOptions = {}): Promise<Access> {
  const { apiKey, adminToken, postgresPort } = await keepAccess(dataDir, resolveOptions({ dataDir, ...options }));
  return { apiKey, adminToken, postgresPort };
}

test('the next start has the same key, token and Postgres port', async () => {
  const first = await start();
  expect(first.postgresPort).toBeGreaterThan(0);
  expect(await start()).toEqual(first);
});

test('the file is only for its owner', async () => {
  await start();
  if (process.platform !== 'win32') expect(statSync(accessFileOf(dataDir)).mode & 0o777).toBe(0o600);
});

test('a key or token that is set is used but not stored', async () => {
  const first = await start();
  expect(await start({ apiKey: 'mine', adminToken: 'my-token' })).toEqual({
    ...first,
    apiKey: 'mine',
    adminToken: 'my-token',
  });
  expect(readFileSync(accessFileOf(dataDir), 'utf8')).not.toContain('mine');
  expect(await start()).toEqual(first);
});

test('a Postgres port that is set is used from then on', async () => {
  await start();
  expect((await start({ postgresPort: 21_212 })).postgresPort).toBe(21_212);
  expect((await start()).postgresPort).toBe(21_212);
});

test('without Postgres no port is chosen, and a stored one is kept', async () => {
  expect((await start({ postgres: 'off' })).postgresPort).toBe(0);
  const { postgresPort } = await start();
  await start({ postgres: 'off' });
  expect((await start()).postgresPort).toBe(postgresPort);
});

test('a stored port that another program uses is an error that names it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  writeFileSync(accessFileOf(dataDir), JSON.stringify({ postgresPort: port }));
  await expect(start()).rejects.toThrow(`Port ${port}, which this data directory uses for Postgres, is in use.`);
  server.close();
});

test.each(['', '{', '[]x', '{"apiKey":7}', '{"postgresPort":"x"}', 'null'])(
  'a file that contains %j is reported as damaged and not replaced',
  async (text) => {
    writeFileSync(accessFileOf(dataDir), text);
    await expect(start()).rejects.toThrow('is damaged');
    expect(readFileSync(accessFileOf(dataDir), 'utf8')).toBe(text);
  },
);

test.each<[string, number[], number[], number]>([
  ['the first free one', [0], [20_000], 20_000],
  ['the next if one is taken', [0, 0.99999], [29_999], 29_999],
  ['none if all are taken', Array.from({ length: 20 }, () => 0.5), [], 0],
])('a port is chosen below those of outgoing connections: %s', async (_, randoms, free, chosen) => {
  const values = [...randoms];
  expect(
    await findQuietPort(
      () => values.shift() ?? 0,
      async (port) => free.includes(port),
    ),
  ).toBe(chosen);
});
