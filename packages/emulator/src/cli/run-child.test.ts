import { expect, test } from 'vitest';
import { exitCodeOf, mustForward, quoteForCmd, runChild } from './run-child.ts';

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

const posixTest = test.skipIf(process.platform === 'win32');

posixTest.each<[string, readonly string[], number, RegExp]>([
  ['that ends with a code', [process.execPath, '--eval', 'process.exit(9)'], 9, /^$/],
  ['that a signal ends', [process.execPath, '--eval', "process.kill(process.pid, 'SIGKILL')"], 137, /^$/],
  ['that does not exist', ['/nowhere/no-such-command'], 127, /the command \/nowhere\/no-such-command was not found/],
  ['that cannot be run', ['/'], 126, /the command \/ cannot be run: .*EACCES/],
])('a command %s gives its exit code', async (_, commandLine, code, message) => {
  const log: string[] = [];
  expect(await runChild(commandLine, process.env, (line) => log.push(line))).toBe(code);
  expect(log.join('\n')).toMatch(message);
});
