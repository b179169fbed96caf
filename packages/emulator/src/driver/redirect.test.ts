import { expect, test } from 'vitest';
import { redirectSql, redirectWebSocket } from './redirect.ts';

const ENV = { NEON_API_BASE_URL: 'http://127.0.0.1:4000/api/v2' };
const LOCAL = 'postgresql://a:b@127.0.0.1:20417/d?options=endpoint%3Dep-x';
const REAL = 'postgresql://a:b@ep-x.us-east-2.aws.neon.tech/d';

test.each<[string, string | null, Record<string, string>, string]>([
  ['https://api.0.0.1/sql', LOCAL, ENV, 'http://127.0.0.1:4000/sql'],
  ['https://api.0.0.1/sql', LOCAL, {}, 'http://127.0.0.1:8788/sql'],
  ['https://apiauth.0.0.1/sql', LOCAL, ENV, 'http://127.0.0.1:4000/sql'],
  ['https://api.neon.localhost/sql', 'postgres://a:b@ep-x.neon.localhost/d', ENV, 'http://127.0.0.1:4000/sql'],
  ['https://api.us-east-2.aws.neon.tech/sql', REAL, ENV, 'https://api.us-east-2.aws.neon.tech/sql'],
  ['http://127.0.0.1:9000/sql', LOCAL, ENV, 'http://127.0.0.1:9000/sql'],
  ['https://api.0.0.1/sql', null, ENV, 'https://api.0.0.1/sql'],
  ['https://api.0.0.1/sql', 'no URI', ENV, 'https://api.0.0.1/sql'],
  ['https://api.0.0.1/sql', LOCAL, { NEON_API_BASE_URL: 'https://console.neon.tech/api/v2' }, 'https://api.0.0.1/sql'],
  ['https://example.com/users', LOCAL, ENV, 'https://example.com/users'],
])('a query to %s for %s is sent as %o says', (url, connectionString, env, expected) => {
  expect(redirectSql(url, connectionString, env)).toBe(expected);
});

test.each([
  ['wss://127.0.0.1/v2', ENV, 'ws://127.0.0.1:4000/v2?address=127.0.0.1'],
  ['wss://127.9.8.7:5432/v2', ENV, 'ws://127.0.0.1:4000/v2?address=127.9.8.7'],
  ['wss://ep-x.neon.localhost/v2', {}, 'ws://127.0.0.1:8788/v2?address=ep-x.neon.localhost'],
  ['wss://ep-x.us-east-2.aws.neon.tech/v2', ENV, 'wss://ep-x.us-east-2.aws.neon.tech/v2'],
  ['ws://127.0.0.1:9000/v2', ENV, 'ws://127.0.0.1:9000/v2'],
  ['wss://localhost.example.com/v2', ENV, 'wss://localhost.example.com/v2'],
])('a WebSocket to %s with %o becomes %s', (url, env, expected) => {
  expect(redirectWebSocket(url, env)).toBe(expected);
});
