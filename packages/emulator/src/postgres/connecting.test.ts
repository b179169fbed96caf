import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import type { ClientConfig } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../test/support/use-postgres.ts';

/** 1,000 in the long run: NEON_EMULATOR_TEST_HALF_OPEN=1000. */
const HALF_OPEN = Number(process.env.NEON_EMULATOR_TEST_HALF_OPEN ?? 300);
const PSQL = '/usr/bin/psql';
const HOST = 'ep-main.c-1.us-east-1.aws.neon.localhost';
const WHO = "SELECT current_user || ' of ' || name FROM me";

let postgres: TestPostgres;
let ca = '';

beforeAll(async () => {
  postgres = await startTestPostgres();
  for (const name of ['main', 'other']) {
    await postgres.createBranch(name);
    await postgres.query(name, `CREATE TABLE me AS SELECT '${name}' AS name`);
  }
  await postgres.dataPlane.applyRole('br-other', { name: 'owner', password: 'second' });
  ca = readFileSync(postgres.dataPlane.address?.caFile ?? '', 'utf8');
});

afterAll(() => postgres[Symbol.asyncDispose]());

async function ask(config: ClientConfig): Promise<unknown> {
  const client = await postgres.connect('main', config);
  try {
    return (await client.query({ text: WHO, rowMode: 'array' })).rows.flat()[0];
  } finally {
    await client.end();
  }
}

const port = (): number => postgres.dataPlane.address?.port ?? 0;

async function psql(conninfo: string): Promise<string> {
  const args = ['-Atc', WHO, `user=owner ${conninfo} port=${port()} dbname=app`];
  const { stdout } = await promisify(execFile)(PSQL, args);
  return stdout.trim();
}

describe('an endpoint is found', () => {
  test('by the host name in the TLS handshake, whose certificate can be verified', async () => {
    expect(await ask({ options: '', ssl: { ca, servername: HOST } })).toBe('owner of main');
  });

  test('by the options, in TLS as well', async () => {
    expect(await ask({ options: 'endpoint=ep-other', password: 'second', ssl: { ca } })).toBe('owner of other');
  });

  test.skipIf(process.platform !== 'linux')('by its own address', async () => {
    const host = postgres.dataPlane.address?.hostFor?.('ep-other') ?? '';
    expect(host).toMatch(/^127\./);
    expect(await ask({ host, options: '', password: 'second' })).toBe('owner of other');
  });

  test('before the password', async () => {
    expect(await ask({ options: '', password: 'endpoint=ep-main;first' })).toBe('owner of main');
    expect(await ask({ options: '', password: 'endpoint=ep-other$second', ssl: { ca } })).toBe('owner of other');
  });

  test.skipIf(!existsSync(PSQL))('by psql, with TLS required and verified', async () => {
    const tls = `host=${HOST} hostaddr=127.0.0.1`;
    expect(await psql(`${tls} password=first sslmode=require`)).toBe('owner of main');
    const caFile = postgres.dataPlane.address?.caFile;
    expect(await psql(`${tls} password=first sslmode=verify-full sslrootcert=${caFile}`)).toBe('owner of main');
    expect(await psql('host=127.0.0.1 password=endpoint=ep-main;first sslmode=disable')).toBe('owner of main');
  });
});

describe.skipIf(!existsSync(PSQL))('a login is bound to the certificate', () => {
  const tls = `host=${HOST} hostaddr=127.0.0.1 sslmode=require`;

  test.each(['require', 'prefer', 'disable'])('by psql with channel_binding=%s', async (binding) => {
    expect(await psql(`${tls} password=first channel_binding=${binding}`)).toBe('owner of main');
  });

  test.each([
    ['a wrong password', 'password=wrong'],
    ['the password of another branch', 'password=second'],
    ['a role that does not exist', 'password=first user=nobody'],
  ])('with %s it fails like any other login', async (_, conninfo) => {
    await expect(psql(`${tls} channel_binding=require ${conninfo}`)).rejects.toThrow('password authentication failed');
  });

  test('channel binding fails without TLS', async () => {
    const plain = 'host=127.0.0.1 sslmode=disable options=endpoint=ep-main password=first';
    await expect(psql(`${plain} channel_binding=require`)).rejects.toThrow('channel binding required');
  });
});

test('node-postgres can use channel binding', async () => {
  const ssl = { ca, servername: HOST };
  expect(await ask({ options: '', ssl, enableChannelBinding: true })).toBe('owner of main');
  await expect(ask({ options: '', ssl, enableChannelBinding: true, password: 'no' })).rejects.toThrow('password auth');
});

describe('a client is refused', () => {
  test.each<[string, ClientConfig, string]>([
    ['with a wrong password', { password: 'wrong' }, '28P01'],
    ['with the password of another branch', { password: 'second' }, '28P01'],
    ['with a wrong password after the endpoint', { options: '', password: 'endpoint=ep-main;wrong' }, '28P01'],
    ['with an unknown endpoint in the password', { options: '', password: 'endpoint=ep-no;first' }, '08004'],
    ['without an endpoint', { options: '' }, '08004'],
    ['with an unknown endpoint', { options: 'endpoint=ep-no' }, '08004'],
    ['as the superuser', { user: 'cloud_admin' }, '28000'],
  ])('%s', async (_, config, code) => {
    await expect(ask(config)).rejects.toMatchObject({ code });
  });

  test('whose host name and options name different endpoints', async () => {
    const config = { options: 'endpoint=ep-other', ssl: { ca, servername: HOST } };
    await expect(ask(config)).rejects.toMatchObject({ code: '08004' });
  });
});

test(`${HALF_OPEN} half-open or garbage connections do not affect other clients`, { timeout: 120_000 }, async () => {
  const sockets: Socket[] = [];
  for (let index = 0; index < HALF_OPEN; index += 1) {
    const socket = connect(port(), '127.0.0.1');
    socket.on('error', () => {});
    sockets.push(socket);
    await once(socket, 'connect');
    // Nothing, half a packet, an unfinished handshake, and garbage inside a handshake.
    if (index % 4 === 1) socket.write(Buffer.from([0, 0, 0, 80, 0, 3]));
    if (index % 4 === 2) socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
    if (index % 4 === 3) socket.write(Buffer.from([22, 3, 1, 0, 5, 1, 2, 3, 4, 5]));
  }
  expect(await ask({})).toBe('owner of main');
  for (const socket of sockets) socket.resetAndDestroy();
  expect(await ask({ ssl: { ca } })).toBe('owner of main');
});
