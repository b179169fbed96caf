import type { Endpoint } from '@neon-api/types';
import { expect, test } from 'vitest';
import { formatConnectionUri } from './connection-uri.ts';

const endpoint = { id: 'ep-a-b-aa111111' } as Endpoint;
const target = { endpoint, role: 'a@b', password: 'p/w:d', database: 'my db', pooled: true };

test('role, password and database are percent-encoded', () => {
  expect(formatConnectionUri(target, { host: '127.0.0.1', port: 5999 })).toBe(
    'postgresql://a%40b:p%2Fw%3Ad@127.0.0.1:5999/my%20db?options=endpoint%3Dep-a-b-aa111111-pooler',
  );
});

test('the pooled URI has the host of the pooled side, if that can be reached', () => {
  const openHostFor = (name: string): string | undefined =>
    name === 'ep-a-b-aa111111-pooler' ? '127.70.1.2' : undefined;
  const address = { host: '127.0.0.1', port: 5999, openHostFor };
  const hostOf = (pooled: boolean): string => new URL(formatConnectionUri({ ...target, pooled }, address)).host;
  expect([hostOf(false), hostOf(true)]).toEqual(['127.0.0.1:5999', '127.70.1.2:5999']);
});

test('without Postgres the host says so, and is never a real one', () => {
  expect(formatConnectionUri({ ...target, pooled: false }, undefined)).toBe(
    'postgresql://a%40b:p%2Fw%3Ad@ep-a-b-aa111111.postgres-is-off.invalid/my%20db?sslmode=require',
  );
});

test('a password that is not stored is omitted', () => {
  const uri = formatConnectionUri({ ...target, password: undefined }, { host: '127.0.0.1', port: 1 });
  expect(new URL(uri).password).toBe('');
});
