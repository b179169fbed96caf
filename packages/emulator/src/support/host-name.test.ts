import { expect, test } from 'vitest';
import { isHostName } from './host-name.ts';

test.each(['neon', 'neon_emulator', 'NEON.test', 'host.docker.internal', '192.168.0.7', 'a-b.c'])(
  '%s is a host name',
  (text) => {
    expect(isHostName(text)).toBe(true);
  },
);

test.each([
  '',
  'neon:8788',
  'http://neon',
  'neon/',
  '*',
  '*.neon',
  '.neon',
  'neon.',
  'a b',
  '-a',
  'a-',
  '[::1]',
  'a'.repeat(254),
])('"%s" is not a host name', (text) => {
  expect(isHostName(text)).toBe(false);
});
