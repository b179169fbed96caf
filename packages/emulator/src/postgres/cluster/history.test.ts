import { expect, test } from 'vitest';
import { assertWithin, type Reach } from './history.ts';

const reach: Reach = {
  begins: { timestamp: '2030-01-01T00:00:00.000Z', lsn: '0/9000000' },
  ends: { timestamp: '2030-01-02T00:00:00.000Z', lsn: '0/A0000000' },
};

test.each([
  { lsn: '0/9000000' },
  { lsn: '0/A0000000' },
  { timestamp: '2030-01-01T12:00:00Z' },
  { timestamp: '2030-01-01T02:00:00+02:00' },
])('%j can be had', (point) => {
  expect(() => assertWithin(point, reach)).not.toThrow();
});

test.each([
  [{ lsn: '0/8FFFFFF' }, 'the earliest point is 0/9000000'],
  [{ lsn: '1/0' }, 'the latest point is 0/A0000000'],
  [{ timestamp: '2029-12-31T23:59:59Z' }, 'the earliest point is 2030-01-01T00:00:00.000Z'],
  [{ timestamp: '2030-01-03T00:00:00Z' }, 'the latest point is 2030-01-02T00:00:00.000Z'],
  [{ timestamp: 'yesterday' }, 'cannot be read'],
  [{ lsn: 'x' }, 'cannot be read'],
])('%j cannot: %s', (point, message) => {
  expect(() => assertWithin(point, reach)).toThrow(message);
});
