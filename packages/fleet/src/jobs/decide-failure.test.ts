import { NeonApiError, NeonUsageError } from '@neon-api/client';
import { expect, test } from 'vitest';
import { decideFailure, MAX_ATTEMPTS } from './decide-failure.ts';

const refused = (status: number): NeonApiError => new NeonApiError('refused', { status, code: '' });

test.each([
  ['another error', new Error('x'), 1, false, 'retry'],
  ['another error, last attempt', new Error('x'), MAX_ATTEMPTS, false, 'give-up'],
  ['a usage error', new NeonUsageError('x'), 1, false, 'give-up'],
  ['429', refused(429), 1, false, 'retry-uncounted'],
  ['429, last attempt', refused(429), MAX_ATTEMPTS, false, 'retry-uncounted'],
  ['404, last attempt', refused(404), MAX_ATTEMPTS, false, 'give-up'],
  ['the worker stops', new Error('x'), MAX_ATTEMPTS, true, 'retry-uncounted'],
] as const)('%s', (_name, error, attempts, isHandedBack, verdict) => {
  expect(decideFailure(error, attempts, isHandedBack)).toBe(verdict);
});
