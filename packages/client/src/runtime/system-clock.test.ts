import { expect, it } from 'vitest';
import { systemClock } from './index.ts';

it('sleep ends after its time', async () => {
  await expect(systemClock.sleep(1)).resolves.toBeUndefined();
});

it('sleep rejects with the reason of its signal, at once and on the way', async () => {
  const reason = new Error('enough');
  await expect(systemClock.sleep(1, AbortSignal.abort(reason))).rejects.toBe(reason);
  const controller = new AbortController();
  const sleep = systemClock.sleep(Number.POSITIVE_INFINITY, controller.signal);
  controller.abort(reason);
  await expect(sleep).rejects.toBe(reason);
});
