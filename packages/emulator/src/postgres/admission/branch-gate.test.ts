import { createVirtualClock } from '@neon-api/ground';
import { beforeEach, expect, test } from 'vitest';
import type { VirtualClock } from '../../support/index.ts';
import { type BranchGate, createBranchGate, type Entry, type Place } from './branch-gate.ts';
import { createDeadlines } from './deadlines.ts';

const LIMITS = {
  mostNewcomers: 1,
  mostSessions: 4,
  mostLogins: 2,
  mostPooledLogins: 1,
  mostWaiting: 3,
  silentMs: 1000,
  loginTimeoutMs: 5000,
  pooledLoginTimeoutMs: 1,
};
const STAYS = new AbortController().signal;

let clock: VirtualClock;
let gate: BranchGate;

beforeEach(() => {
  clock = createVirtualClock(0);
  gate = createBranchGate(LIMITS, createDeadlines(LIMITS.loginTimeoutMs, clock), clock);
});

function requirePlace(entry: Entry): Place {
  if (typeof entry === 'string') throw new Error(entry);
  return entry;
}

const enter = async (branchId = 'br-a'): Promise<Place> => requirePlace(await gate.enter(branchId, STAYS));

async function openSession(branchId?: string): Promise<Place> {
  const place = await enter(branchId);
  place.authenticated();
  return place;
}

test('logins beyond the limit wait until another one finishes or disconnects, and the newest goes first', async () => {
  const [first, second] = [await enter(), await enter()];
  const order: string[] = [];
  const waiting = ['third', 'fourth'].map(async (name) => {
    const place = await enter();
    order.push(name);
    return place;
  });
  await clock.advance(0);
  expect(order).toEqual([]);
  first.authenticated();
  await clock.advance(0);
  second.leave();
  await Promise.all(waiting);
  expect(order).toEqual(['fourth', 'third']);
});

test('branches do not share their limits', async () => {
  await Promise.all([enter(), enter(), enter('br-b'), enter('br-b')]);
  expect(await enter('br-c')).toBeTypeOf('object');
});

test('a silent client is evicted for a waiting one, and frees its place when its connection closes', async () => {
  const [silent, answering] = [await enter(), await enter()];
  silent.asked();
  answering.asked();
  answering.answered();
  const waiting = enter();
  await clock.advance(999);
  expect(silent.lost.aborted).toBe(false);
  await clock.advance(1);
  expect([silent.lost.reason, answering.lost.aborted]).toEqual(['crowded', false]);
  silent.leave();
  expect(await waiting).toBeTypeOf('object');
});

test('a client that falls silent while others wait is evicted', async () => {
  const [silent] = [await enter(), await enter()];
  const waiting = enter();
  silent.asked();
  await clock.advance(1000);
  expect(silent.lost.reason).toBe('crowded');
  silent.leave();
  await waiting;
});

test('a silent client keeps its place until the login timeout if no other client waits', async () => {
  const silent = await enter();
  silent.asked();
  await clock.advance(4999);
  expect(silent.lost.aborted).toBe(false);
  await clock.advance(1);
  expect(silent.lost.reason).toBe('timeout');
});

test('an authenticated session has no timeout', async () => {
  const session = await openSession();
  await clock.advance(1_000_000);
  expect(session.lost.aborted).toBe(false);
});

test('at the session limit, logins are refused until a session ends', async () => {
  const sessions = [await openSession(), await openSession(), await openSession(), await openSession()];
  expect(await gate.enter('br-a', STAYS)).toBe('full');
  sessions[0]?.leave();
  sessions[0]?.leave();
  await openSession();
  expect(await gate.enter('br-a', STAYS)).toBe('full');
});

test('waiting logins are refused when the last session is taken', async () => {
  for (let index = 0; index < 3; index += 1) await openSession();
  const last = await enter();
  const waiting = gate.enter('br-a', STAYS);
  last.authenticated();
  expect(await waiting).toBe('full');
});

test('a wait ends at the timeout, when the client disconnects, or when too many wait', async () => {
  await enter();
  await enter();
  const leaving = new AbortController();
  const gone = gate.enter('br-a', leaving.signal);
  const patient = gate.enter('br-a', STAYS);
  leaving.abort();
  expect(await gone).toBe('gone');
  const others = Array.from({ length: 3 }, () => gate.enter('br-a', STAYS));
  expect(await patient).toBe('crowded');
  const ends = Promise.all(others);
  await clock.advance(5000);
  expect(await ends).toEqual(['timeout', 'timeout', 'timeout']);
});
