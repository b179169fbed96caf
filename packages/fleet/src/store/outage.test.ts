import { createVirtualClock } from '@neon-api/ground';
import { expect, test } from 'vitest';
import { isOutage, retryOutage } from './outage.ts';

const failure = (message: string, code?: string): Error => Object.assign(new Error(message), code ? { code } : {});

test.each([
  ['a shutdown', failure('terminating connection due to administrator command', '57P01'), true],
  ['a crash', failure('terminating connection because of crash', '57P02'), true],
  ['a start', failure('the database system is starting up', '57P03'), true],
  ['a lost connection', failure('', '08006'), true],
  ['a reset socket', failure('read ECONNRESET', 'ECONNRESET'), true],
  ['an end without a reason', failure('Connection terminated unexpectedly'), true],
  ['a deadlock', failure('deadlock detected', '40P01'), true],
  ['a syntax error', failure('syntax error', '42601'), false],
  ['a violated constraint', failure('duplicate key', '23505'), false],
  ['a wrong password', failure('password authentication failed', '28P01'), false],
  ['a closed pool', failure('Cannot use a pool after calling end on the pool'), false],
  ['no error', 'Connection terminated', false],
])('%s', (_name, error, expected) => expect(isOutage(error)).toBe(expected));

test('a statement is repeated until Postgres is back', async () => {
  const clock = createVirtualClock();
  const startedAt = clock.now();
  const answer = retryOutage(clock, async () => {
    if (clock.now() < startedAt + 30_000) throw failure('', '57P03');
    return 'back';
  });
  expect(await clock.advanceUntil(answer)).toBe('back');
});

test('the error is thrown after a minute, and at once if it is not an outage', async () => {
  const clock = createVirtualClock();
  const startedAt = clock.now();
  const wrong = retryOutage(clock, async () => {
    throw failure('syntax error', '42601');
  });
  await expect(wrong).rejects.toThrow('syntax error');
  expect(clock.now()).toBe(startedAt);
  const away = retryOutage(clock, async () => {
    throw failure('starting up', '57P03');
  });
  await expect(clock.advanceUntil(away)).rejects.toThrow('starting up');
  expect(clock.now() - startedAt).toBeGreaterThan(60_000);
});
