import { expect, test } from 'vitest';
import { splitEvents } from './read-events.ts';

test.each([
  ['', { events: [], rest: '' }],
  ['event: a\ndata: [1]\n\n', { events: [{ event: 'a', data: '[1]' }], rest: '' }],
  ['event: a\ndata: [1]\n\nevent: b\nda', { events: [{ event: 'a', data: '[1]' }], rest: 'event: b\nda' }],
  [': heartbeat\n\ndata: {"a:b":1}\n\n', { events: [{ event: 'message', data: '{"a:b":1}' }], rest: '' }],
])('%j is split', (text, split) => {
  expect(splitEvents(text)).toEqual(split);
});
