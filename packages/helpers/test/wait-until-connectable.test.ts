import { createNeonClient, isNeonError } from '@neon-api/client';
import { expect, test } from 'vitest';
import { waitUntilConnectable } from '../src/index.ts';
import { jumpingClock } from './virtual-clock.ts';

const offline = () => {
  const clock = jumpingClock();
  return { clock, neon: createNeonClient({ apiKey: 'key', baseUrl: 'http://127.0.0.1:9', clock }) };
};

test('retries until the probe succeeds', async () => {
  let left = 3;
  const probe = async (): Promise<void> => {
    if (left-- > 0) throw new Error('the database system is starting up');
  };
  expect(await waitUntilConnectable(offline().neon, { probe })).toEqual({ attempts: 4 });
});

test('throws after the timeout, with the error of the last attempt', async () => {
  const { neon, clock } = offline();
  const startedAt = clock.now();
  const cause = new Error('no route to host');
  const waiting = waitUntilConnectable(neon, { probe: () => Promise.reject(cause), timeoutMs: 5000 });
  const error: unknown = await waiting.catch((thrown: unknown) => thrown);
  expect(isNeonError(error) && error.name).toBe('NeonTimeoutError');
  expect(error).toMatchObject({ timeoutMs: 5000, cause });
  expect(clock.now() - startedAt).toBe(5000);
});

test('does not wait for a probe that hangs, and aborts it', async () => {
  let told: AbortSignal | undefined;
  const probe = (signal: AbortSignal): Promise<never> => {
    told = signal;
    return new Promise(() => undefined);
  };
  await expect(waitUntilConnectable(offline().neon, { probe, timeoutMs: 100 })).rejects.toThrow(/after 1 attempts/);
  expect(told?.aborted).toBe(true);
});

test('ends with the reason of the signal', async () => {
  const reason = new Error('enough');
  const controller = new AbortController();
  const probe = async (): Promise<void> => {
    controller.abort(reason);
    throw new Error('not yet');
  };
  const waiting = waitUntilConnectable(offline().neon, { probe, signal: controller.signal });
  await expect(waiting).rejects.toBe(reason);
});
