import { expect, test } from 'vitest';
import { findLogReason } from './find-log-reason.ts';

const line = (text: string): string => `2026-11-28 17:54:25.144 GMT [21179] ${text}`;

test.each([
  ['a log without errors', [line('LOG:  database system is shut down')], undefined],
  ['an empty log', [''], undefined],
  [
    'a fatal line among others',
    [
      line('LOG:  redo done at 0/C84C08'),
      line('FATAL:  recovery ended before configured recovery target was reached'),
      line('LOG:  shutting down due to startup process failure'),
    ],
    'recovery ended before configured recovery target was reached',
  ],
  [
    'an error before the fatal line',
    [
      line('LOG:  syntax error in file "postgresql.conf" line 830, near token "such"'),
      line('FATAL:  configuration file "postgresql.conf" contains errors'),
    ],
    'syntax error in file "postgresql.conf" line 830, near token "such"',
  ],
  [
    'a panic',
    [line('PANIC:  could not write to file: No space left on device')],
    'could not write to file: No space left on device',
  ],
  [
    'output of the loader',
    ['postgres: error while loading shared libraries: libz.so.1'],
    'postgres: error while loading shared libraries: libz.so.1',
  ],
])('finds the reason in %s', (_, lines, reason) => {
  expect(findLogReason(lines.join('\n'))).toBe(reason);
});
