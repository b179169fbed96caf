import { describe, expect, test } from 'vitest';
import { type AttemptEnd, budgetOf, DEFAULT_RETRY, decideRetry, readPause, resolveRetry } from './index.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
const UNSAFE = ['POST', 'PATCH', 'PUT', 'DELETE'];

function decide(
  method: string,
  ended: AttemptEnd,
  more: { retryAfterMs?: number; attempts?: number; waitedMs?: number; random?: number } = {},
): number | undefined {
  const { retryAfterMs, attempts = 1, waitedMs = 0, random = 0.5 } = more;
  const policy = { ...DEFAULT_RETRY };
  policy[budgetOf(ended)] -= waitedMs;
  return decideRetry({ method, attempts }, ended, retryAfterMs, policy, () => random);
}

describe('decideRetry', () => {
  test.each<[AttemptEnd, 'any' | 'safe' | 'none']>([
    [400, 'none'],
    [401, 'none'],
    [403, 'none'],
    [404, 'none'],
    [408, 'safe'],
    [409, 'none'],
    [412, 'none'],
    [422, 'none'],
    [423, 'any'],
    [429, 'any'],
    [500, 'safe'],
    [501, 'none'],
    [502, 'safe'],
    [503, 'any'],
    [504, 'safe'],
    [302, 'none'],
    [0, 'none'],
    ['not_sent', 'any'],
    ['unknown', 'safe'],
  ])('after %s retries these methods: %s', (failure, kind) => {
    for (const method of SAFE) expect(decide(method, failure) !== undefined).toBe(kind !== 'none');
    for (const method of UNSAFE) expect(decide(method, failure) !== undefined).toBe(kind === 'any');
  });

  test('waits longer each time, up to the ceiling, with jitter above the minimum delay', () => {
    const at = (attempts: number, random: number): number | undefined => decide('GET', 503, { attempts, random });
    expect([1, 2, 3, 4, 5, 6, 7].map((attempts) => at(attempts, 1))).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
    expect([1, 7].map((attempts) => at(attempts, 0))).toEqual([100, 100]);
  });

  test('waits at least as long as the server asks, and gives up if that exceeds the budget', () => {
    expect(decide('POST', 429, { retryAfterMs: 20_000 })).toBe(20_000);
    expect(decide('POST', 429, { retryAfterMs: 30_001 })).toBeUndefined();
    expect(decide('POST', 429, { retryAfterMs: 20_000, waitedMs: 15_000 })).toBeUndefined();
  });

  test('cuts the last wait to the budget and then stops; 423 has its own budget', () => {
    expect(decide('GET', 500, { waitedMs: 29_990, random: 1 })).toBe(10);
    expect(decide('GET', 500, { waitedMs: 30_000 })).toBeUndefined();
    expect(decide('POST', 423, { waitedMs: 59_990, random: 1 })).toBe(10);
    expect(decide('POST', 423, { waitedMs: 60_000 })).toBeUndefined();
  });

  test('stops after maxAttempts', () => {
    const policy = resolveRetry({ maxAttempts: 2 }, DEFAULT_RETRY, 'x');
    const decideAfter = (attempts: number) => decideRetry({ method: 'GET', attempts }, 503, undefined, policy, () => 0);
    expect([1, 2].map(decideAfter)).toEqual([100, undefined]);
  });
});

describe('resolveRetry', () => {
  test('overrides the base policy with the options; false means one attempt', () => {
    const base = resolveRetry({ budgetMs: 5 }, DEFAULT_RETRY, 'x');
    expect(base).toEqual({ ...DEFAULT_RETRY, budgetMs: 5 });
    expect(resolveRetry({ maxDelayMs: 9, budgetMs: undefined }, base, 'x')).toEqual({ ...base, maxDelayMs: 9 });
    expect(resolveRetry(undefined, base, 'x')).toEqual(base);
    expect(resolveRetry(false, base, 'x').maxAttempts).toBe(1);
  });

  test.each([
    [{ budget: 1 }, 'x: retry: unknown option "budget"; did you mean budgetMs?'],
    [{ budgetMs: -1 }, 'x: retry: budgetMs must be a number, at least 0'],
    [{ maxAttempts: 0 }, 'x: retry: maxAttempts must be a number, at least 1'],
    [{ maxDelayMs: Number.NaN }, 'x: retry: maxDelayMs must be'],
  ])('refuses %j', (options, words) => {
    expect(() => resolveRetry(options as object, DEFAULT_RETRY, 'x')).toThrow(words);
  });
});

describe('readPause', () => {
  const now = Date.UTC(2026, 0, 1);
  test.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:20 GMT' }, 20_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 23:59:00 GMT' }, 0],
    [{ 'retry-after': 'Thu, 01 Jan 2026 03:00:20 GMT', date: 'Thu, 01 Jan 2026 03:00:00 GMT' }, 20_000],
    [{ 'retry-after': 'Tue, 01 Jan 2019 00:00:20 GMT', date: 'Tue, 01 Jan 2019 00:00:00 GMT' }, 20_000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:20 GMT', date: 'today' }, 20_000],
    [{ 'retry-after': '7', date: 'Tue, 01 Jan 2019 00:00:00 GMT' }, 7_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '12' }, 12_000],
    [{ 'ratelimit-remaining': '0', 'ratelimit-reset': '3' }, 3_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 9) }, 9_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1546300809', date: 'Tue, 01 Jan 2019 00:00:00 GMT' }, 9_000],
    [{ 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '12' }, undefined],
    [{ 'x-ratelimit-remaining': '0' }, undefined],
    [{ 'retry-after': '1', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '12' }, 1_000],
  ])('reads %j as %s ms', (headers, ms) => {
    expect(readPause(new Headers(headers), now)).toBe(ms);
  });
});
