import { expect, test } from 'vitest';
import { nextTurn } from './next-turn.ts';

const { MessageChannel } = globalThis;

test.each([
  ['with setImmediate', undefined],
  ['with messages, as in a browser', { MessageChannel } as object],
  ['with timers only', {}],
])('%s, all promises that are due run first', async (_, turns) => {
  const order: string[] = [];
  const turn = nextTurn(turns).then(() => order.push('turn'));
  await Promise.resolve().then(() => Promise.resolve().then(() => order.push('promise')));
  await turn;
  expect(order).toEqual(['promise', 'turn']);
});
