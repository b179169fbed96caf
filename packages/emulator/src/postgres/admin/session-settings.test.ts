import { expect, test } from 'vitest';
import { sessionOptions } from './session-settings.ts';

test.each([15, 16])('a session of version %i names no setting that this version does not know', (majorVersion) => {
  expect(sessionOptions(majorVersion)).not.toMatch(/event_triggers|transaction_timeout/);
});

test.each([17, 18])(
  'a session of version %i switches event triggers and the limit of a transaction off',
  (majorVersion) => {
    expect(sessionOptions(majorVersion)).toContain('-c event_triggers=off -c transaction_timeout=0');
  },
);

test('a session waits for a lock of a tenant, but not for ever', () => {
  expect(sessionOptions(17)).toContain('-c lock_timeout=30s');
});
