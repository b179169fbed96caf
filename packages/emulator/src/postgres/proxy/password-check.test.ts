import { pbkdf2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createPasswordCheck } from './password-check.ts';
import { hmac, storedKeyOf } from './scram.ts';

test('a password matches its verifier', async () => {
  const salted = pbkdf2Sync('pencil', Buffer.from('salt'), 16, 32, 'sha256');
  const stored = storedKeyOf(hmac(salted, 'Client Key')).toString('base64');
  const server = hmac(salted, 'Server Key').toString('base64');
  const kept = `SCRAM-SHA-256$16:${Buffer.from('salt').toString('base64')}$${stored}:${server}`;
  const check = createPasswordCheck();
  expect([await check(kept, 'pencil'), await check(kept, 'crayon'), await check(kept, 'pencil')]).toEqual([
    true,
    false,
    true,
  ]);
  expect([await check(null, 'pencil'), await check('md5abc', 'pencil')]).toEqual([false, undefined]);
});
