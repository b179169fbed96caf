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

test('the direct URI is the pooled one without -pooler', () => {
  for (const address of [{ host: '127.0.0.1', port: 5999 }, undefined]) {
    const direct = formatConnectionUri({ ...target, pooled: false }, address);
    expect(formatConnectionUri(target, address).replace('-pooler', '')).toBe(direct);
  }
});

test('an endpoint whose Postgres itself listens has its own port, without options that Postgres would reject', () => {
  const address = { host: '127.0.0.1', port: 5999, directPortOf: () => 20_001 };
  expect(formatConnectionUri({ ...target, pooled: false }, address)).toBe(
    'postgresql://a%40b:p%2Fw%3Ad@127.0.0.1:20001/my%20db',
  );
  expect(formatConnectionUri(target, address)).toContain(':5999/');
});

test('without a port the URI is Neon’s, with a host on this machine', () => {
  const hosted = { ...endpoint, proxy_host: 'c-1.us-east-1.aws.neon.localhost' };
  expect(formatConnectionUri({ ...target, endpoint: hosted }, { host: 'localhost', port: undefined })).toBe(
    'postgresql://a%40b:p%2Fw%3Ad@ep-a-b-aa111111-pooler.c-1.us-east-1.aws.neon.localhost/my%20db?sslmode=require',
  );
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
