import { afterEach, expect, test, vi } from 'vitest';
import { monotonicNow, systemClock } from './index.ts';

afterEach(() => vi.useRealTimers());

test('sleep resolves after the given time', async () => {
  await expect(systemClock.sleep(1)).resolves.toBeUndefined();
});

test('sleep rejects with the reason of its signal, before and during the sleep', async () => {
  const reason = new Error('enough');
  await expect(systemClock.sleep(1, AbortSignal.abort(reason))).rejects.toBe(reason);
  const controller = new AbortController();
  const sleep = systemClock.sleep(Number.POSITIVE_INFINITY, controller.signal);
  controller.abort(reason);
  await expect(sleep).rejects.toBe(reason);
});

test('durations are right even if the time of day is set back or forward', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const startedAt = monotonicNow(systemClock);
  vi.setSystemTime(systemClock.now() - 3_600_000);
  await systemClock.sleep(2);
  const backMs = monotonicNow(systemClock) - startedAt;
  vi.setSystemTime(systemClock.now() + 7_200_000);
  const forwardMs = monotonicNow(systemClock) - startedAt;
  expect(backMs).toBeGreaterThan(0);
  expect(forwardMs).toBeGreaterThanOrEqual(backMs);
  expect(forwardMs).toBeLessThan(3_600_000);
});

test('a clock without monotonicNow measures durations with now', () => {
  expect(monotonicNow({ now: () => 7, sleep: async () => undefined })).toBe(7);
});
