import { expect, test } from 'vitest';
import { decideRetry } from './decide-retry.ts';

const NOW_MS = 1_000_000_000;
const ANSWER = { method: 'GET', status: 200, retryAfter: null, remaining: null, resetAt: null };

test.each([
  ['a read that failed', { status: 502 }, 1, 1_000],
  ['a read that failed twice', { status: 502 }, 2, 2_000],
  ['a read that failed four times', { status: 502 }, 4, undefined],
  ['a write that failed', { method: 'POST', status: 502 }, 1, undefined],
  ['a missing permission', { status: 403, remaining: '4000' }, 1, undefined],
  ['a missing resource', { status: 404 }, 1, undefined],
  ['a limit that says how long', { method: 'POST', status: 403, retryAfter: '30' }, 1, 30_000],
  ['a limit that is too long', { status: 429, retryAfter: '900' }, 1, undefined],
  ['a limit that says until when', { status: 403, remaining: '0', resetAt: '1000060' }, 1, 60_000],
  ['a limit that has ended', { status: 403, remaining: '0', resetAt: '999000' }, 1, 0],
  ['a limit that says nothing', { status: 429 }, 2, 4_000],
])('after %s', (_, answer, attempt, waitMs) => {
  expect(decideRetry({ ...ANSWER, ...answer }, attempt, NOW_MS)).toBe(waitMs);
});
