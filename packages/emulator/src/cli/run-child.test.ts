import { expect, test } from 'vitest';
import { exitCodeOf, mustForward, quoteForCmd } from './run-child.ts';

test.each<[number | null, NodeJS.Signals | null, number]>([
  [0, null, 0],
  [7, null, 7],
  [null, 'SIGINT', 130],
  [null, 'SIGKILL', 137],
  [null, 'SIGTERM', 143],
])('a process that ended with code %s and signal %s gives %i', (code, signal, exitCode) => {
  expect(exitCodeOf(code, signal)).toBe(exitCode);
});

test.each<[NodeJS.Signals, boolean, boolean]>([
  ['SIGINT', true, false],
  ['SIGINT', false, true],
  ['SIGTERM', true, true],
])('%s with a terminal (%s) is passed on: %s', (signal, hasTerminal, forwarded) => {
  expect(mustForward(signal, hasTerminal)).toBe(forwarded);
});

test.each([
  ['npm', 'npm'],
  ['--flag=1', '--flag=1'],
  ['a b', '"a b"'],
  ['say "x"', '"say ""x"""'],
  ['a&b', '"a&b"'],
  ['', '""'],
])('cmd.exe gets %j as %s', (word, quoted) => {
  expect(quoteForCmd(word)).toBe(quoted);
});
