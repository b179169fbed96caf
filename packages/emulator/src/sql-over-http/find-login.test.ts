import { expect, test } from 'vitest';
import { findLogin } from './find-login.ts';

const find = (uri: string) => findLogin(uri, (host) => (host === '127.64.0.1' ? 'ep-own' : undefined));

test.each([
  ['postgresql://r:p@ep-x.neon.localhost/d', { user: 'r', password: 'p', database: 'd', options: 'endpoint=ep-x' }],
  ['postgres://r:p@127.64.0.1/d', { options: 'endpoint=ep-own' }],
  ['postgresql://r:p@localhost/d?options=endpoint%3Dep-y', { options: 'endpoint=ep-y' }],
  ['postgresql://r%40x:p%2F%25@ep-x/d%20e', { user: 'r@x', password: 'p/%', database: 'd e' }],
  ['postgresql://r:p@ep-x', { database: 'r' }],
])('%s logs in with %j', (uri, login) => {
  expect(find(uri)).toMatchObject(login);
});

test.each([
  ['', 'no postgresql:// URI'],
  ['https://r:p@ep-x/d', 'no postgresql:// URI'],
  ['postgresql://%zz:p@ep-x/d', 'malformed user'],
  ['postgresql://r:%zz@ep-x/d', 'malformed password'],
  ['postgresql://r:%ff@ep-x/d', 'malformed password'],
  ['postgresql://r:p@ep-x/%zz', 'malformed database'],
  ['postgresql://r:p%00@ep-x/d', 'malformed password'],
  ['postgresql://r:p@ep-x/d%00user%00other', 'malformed database'],
  ['postgresql://r:p@ep-x/d?options=a%00user%00other', 'malformed options'],
  ['postgresql://r@ep-x/d', 'a role and its password'],
  ['postgresql://:p@ep-x/d', 'a role and its password'],
])('%j is refused: %s', (uri, reason) => {
  expect(find(uri)).toContain(reason);
});
