import { readFileSync } from 'node:fs';
import { createVirtualClock, type VirtualClock } from '@neon-api/ground';
import type { ClientConfig } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';

const FREE_FAILURES = 5;

let postgres: TestPostgres;
let clock: VirtualClock;
let ca: Buffer;

beforeAll(async () => {
  clock = createVirtualClock(0);
  postgres = await startTestPostgres({ clock });
  await postgres.createBranch('other');
  ca = readFileSync(postgres.dataPlane.address?.caFile ?? '');
});

afterAll(() => postgres[Symbol.asyncDispose]());

async function logIn(branch: string, config: ClientConfig): Promise<unknown> {
  const client = await postgres.connect(branch, config);
  try {
    return (await client.query('SELECT 1 AS one')).rows[0];
  } finally {
    await client.end();
  }
}

/** Returns whether a login is still pending after other logins have finished. */
async function isHeldBack(login: Promise<unknown>): Promise<boolean> {
  let isJudged = false;
  const note = (): void => {
    isJudged = true;
  };
  login.then(note, note);
  for (let turn = 0; turn < 3; turn += 1) await logIn('other', {});
  return !isJudged;
}

type Way = (branch: string, password: string) => ClientConfig;

const inTls = (branch: string): ClientConfig => ({
  options: '',
  ssl: { ca, servername: `ep-${branch}.c-1.us-east-1.aws.neon.localhost` },
});

test.each<[string, string, Way]>([
  ['by SCRAM', 'plain', (_, password) => ({ password })],
  ['by SCRAM, in TLS', 'tls', (branch, password) => ({ ...inTls(branch), password })],
  [
    'bound to the certificate',
    'bound',
    (branch, password) => ({ ...inTls(branch), enableChannelBinding: true, password }),
  ],
  ['on the pooled side', 'pooled', (branch, password) => ({ options: `endpoint=ep-${branch}-pooler`, password })],
  ['in clear text', 'clear', (branch, password) => ({ options: '', password: `endpoint=ep-${branch};${password}` })],
])(
  'after some wrong passwords %s, each login waits longer, and the right password still works',
  async (_, branch, way) => {
    await postgres.createBranch(branch);
    const tryPassword = (password: string): Promise<unknown> => logIn(branch, way(branch, password));
    for (let failure = 0; failure < FREE_FAILURES; failure += 1) {
      await expect(tryPassword('wrong')).rejects.toMatchObject({ code: '28P01' });
    }
    for (const delayMs of [250, 500]) {
      const guess = tryPassword('wrong');
      expect(await isHeldBack(guess)).toBe(true);
      await clock.advance(delayMs);
      await expect(guess).rejects.toMatchObject({ code: '28P01' });
    }
    const login = tryPassword('first');
    expect(await isHeldBack(login)).toBe(true);
    await clock.advance(1000);
    expect(await login).toEqual({ one: 1 });
    await expect(tryPassword('wrong')).rejects.toMatchObject({ code: '28P01' });
  },
);

test('of many parallel guesses, few are checked, and the others are refused with a hint', async () => {
  await postgres.createBranch('many');
  const guesses = Array.from({ length: 200 }, () => logIn('many', { password: 'wrong' }));
  const codes: unknown[] = [];
  const all = guesses.map((guess) => guess.catch(({ code }: { code: unknown }) => codes.push(code)));
  // The last four wait for the virtual clock.
  await expect.poll(() => codes.length, { timeout: 20_000 }).toBe(196);
  const judged = codes.filter((code) => code === '28P01').length;
  expect(judged).toBeLessThanOrEqual(FREE_FAILURES + 16);
  expect(codes.filter((code) => code === '53300')).toHaveLength(196 - judged);
  const refused = logIn('many', { password: 'wrong' });
  await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining('try again') });
  for (let seen = 196; seen < 200; seen += 1) {
    await clock.advance(4000);
    await expect.poll(() => codes.length, { timeout: 20_000 }).toBe(seen + 1);
  }
  await Promise.all(all);
});
