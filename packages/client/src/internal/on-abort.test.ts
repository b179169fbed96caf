import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { onAbort } from './index.ts';

test('calls all callbacks on abort through one listener, which is removed with the last', () => {
  const controller = new AbortController();
  const { signal } = controller;
  const ran: string[] = [];
  const listeners = (): number => getEventListeners(signal, 'abort').length;
  const stops = ['a', 'b', 'c'].map((name) => onAbort(signal, () => ran.push(name)));
  expect(listeners()).toBe(1);
  stops[1]?.();
  controller.abort();
  expect(ran).toEqual(['a', 'c']);
  for (const stop of stops) stop();
  expect(listeners()).toBe(0);
  onAbort(new AbortController().signal, () => ran.push('d'))();
  onAbort(undefined, () => ran.push('e'))();
  expect(ran).toHaveLength(2);
});
