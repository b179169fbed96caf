import { expect, test } from 'vitest';
import { messageOf } from './message-of.ts';

test.each([
  [new TypeError('not a function'), 'not a function'],
  ['a text', 'a text'],
  [undefined, 'undefined'],
  [404, '404'],
])('the message of %j is %j', (thrown, message) => {
  expect(messageOf(thrown)).toBe(message);
});
