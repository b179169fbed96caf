import { createVirtualClock } from '@neon-api/ground';
import { beforeEach, expect, test } from 'vitest';
import type { VirtualClock } from '../../support/index.ts';
import type { ThrottleRules } from './decide-login-delay.ts';
import { createLoginThrottle, type LoginThrottle, type Turn } from './login-throttle.ts';

const RULES: ThrottleRules = {
  freeFailures: 3,
  firstDelayMs: 100,
  longestDelayMs: 800,
  forgetAfterMs: 60_000,
  mostWaiting: 2,
  mostRoles: 3,
};
const STAYS = new AbortController().signal;

let clock: VirtualClock;
let throttle: LoginThrottle;

beforeEach(() => {
  clock = createVirtualClock(0);
  throttle = createLoginThrottle(RULES, clock);
});

async function enter(role: string, branchId = 'br-a', gone: AbortSignal = STAYS): Promise<Turn> {
  const turn = await throttle.enter(branchId, role, gone);
  if (typeof turn === 'string') throw new Error(turn);
  return turn;
}

async function fail(role: string, times: number, branchId?: string): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const entered = enter(role, branchId);
    await clock.advanceUntil(entered);
    (await entered).end('wrong');
  }
}

/** Returns when the next login of this role gets its turn. */
async function nextAt(role: string, branchId?: string): Promise<number> {
  const entered = enter(role, branchId);
  await clock.advanceUntil(entered);
  (await entered).end('unknown');
  return clock.now();
}

test('failures in a row delay the logins of a role, twice as long each time, up to a limit', async () => {
  await fail('r', 3);
  const gaps: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    const before = clock.now();
    await fail('r', 1);
    gaps.push(clock.now() - before);
  }
  expect(gaps).toEqual([100, 200, 400, 800, 800]);
});

test('a right password after the delay ends the throttling', async () => {
  await fail('r', 4);
  const entered = enter('r');
  await clock.advanceUntil(entered);
  (await entered).end('right');
  const before = clock.now();
  expect(await nextAt('r')).toBe(before);
});

test('other roles and other branches are not delayed', async () => {
  await fail('r', 6);
  const before = clock.now();
  expect([await nextAt('other'), await nextAt('r', 'br-b')]).toEqual([before, before]);
});

test('waiting logins take turns, and only a few may wait', async () => {
  await fail('r', 3);
  const first = enter('r');
  const second = enter('r');
  expect(await throttle.enter('br-a', 'r', STAYS)).toBe('crowded');
  await clock.advanceUntil(first);
  let isSecondJudged = false;
  void second.then(() => {
    isSecondJudged = true;
  });
  await clock.advance(10_000);
  expect(isSecondJudged).toBe(false);
  (await first).end('wrong');
  await clock.advanceUntil(second);
  expect(isSecondJudged).toBe(true);
});

test('a client that disconnects gives up its place', async () => {
  await fail('r', 3);
  const leaving = new AbortController();
  const first = throttle.enter('br-a', 'r', leaving.signal);
  const second = enter('r');
  leaving.abort();
  expect(await first).toBe('gone');
  await clock.advanceUntil(second);
  (await second).end('right');
  expect(await throttle.enter('br-a', 'r', STAYS)).toBeTypeOf('object');
});

test('a turn becomes stale when enough other logins fail', async () => {
  const turns = await Promise.all(Array.from({ length: 4 }, () => enter('r')));
  expect(turns.map((turn) => turn.isStale())).toEqual([false, false, false, false]);
  for (const turn of turns.slice(0, 3)) turn.end('wrong');
  expect(turns[3]?.isStale()).toBe(true);
});

test('names that Postgres truncates to the same role share a count', async () => {
  const role = 'r'.repeat(63);
  for (const suffix of ['a', 'b', 'c']) await fail(role + suffix, 1);
  expect(await nextAt(role)).toBe(100);
  expect(await nextAt('r'.repeat(62))).toBe(100);
});

test('only wrong passwords count, once per turn', async () => {
  for (let time = 0; time < 10; time += 1) (await enter('r')).end('unknown');
  const turn = await enter('r');
  for (let time = 0; time < 10; time += 1) turn.end('wrong');
  expect(await nextAt('r')).toBe(0);
});

test('failures are forgotten after `forgetAfterMs`', async () => {
  await fail('r', 8);
  await clock.advance(60_000);
  const before = clock.now();
  await fail('r', 3);
  expect(clock.now()).toBe(before);
});

test('many unknown roles share one count, which does not affect a known role', async () => {
  await fail('r', 1);
  for (let index = 0; index < 20; index += 1) {
    const entered = enter(`invented-${index}`);
    await clock.advanceUntil(entered);
    (await entered).end('wrong');
  }
  const before = clock.now();
  expect(before).toBeGreaterThan(800 * 10);
  expect(await nextAt('r')).toBe(before);
  expect(await nextAt('r', 'br-b')).toBe(before);
  expect(await nextAt('another')).toBe(before + 800);
});
