import { expect, test } from 'vitest';
import { sessionOptions } from './session-settings.ts';

test.each([15, 16])('a session of version %i sets only parameters that this version knows', (majorVersion) => {
  expect(sessionOptions(majorVersion)).not.toMatch(/event_triggers|transaction_timeout/);
});

test.each([17, 18])('a session of version %i turns off event triggers and the transaction timeout', (majorVersion) => {
  expect(sessionOptions(majorVersion)).toContain('-c event_triggers=off -c transaction_timeout=0');
});

test('a session waits for the lock of a tenant, but not forever', () => {
  expect(sessionOptions(17)).toContain('-c lock_timeout=30s');
});
