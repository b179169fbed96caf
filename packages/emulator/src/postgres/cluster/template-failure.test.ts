import { expect, test } from 'vitest';
import { ProgramFailure } from './run-to-end.ts';
import { explainTemplateFailure } from './template-failure.ts';

const failed = (...printed: string[]): ProgramFailure =>
  new ProgramFailure('/bin/initdb', 'exit code 1', printed.join('\n'));
const diskFull = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });

test.each<[string, Error, RegExp]>([
  [
    'an error of initdb',
    failed('popen failure: x', 'initdb: error: could not create directory "/data": Permission denied'),
    /^Postgres cannot set up a database below \/t: initdb: error: could not create .* Permission denied\. Fix this/,
  ],
  [
    'a full disk reported by Postgres',
    failed('2026-11-28 17:54:25.144 GMT [9] FATAL:  could not write to file "x": No space left on device'),
    /^The disk that holds \/t is full/,
  ],
  ['a full disk reported by the system', diskFull, /^The disk that holds \/t is full/],
  [
    'too little shared memory',
    failed('2026-11-28 17:54:25.144 GMT [9] FATAL:  could not create shared memory segment: No space left on device'),
    /below \/t: could not create shared memory segment: No space left on device\. Fix this/,
  ],
  ['a program without output', failed(), /below \/t: \/bin\/initdb failed: exit code 1\. Fix this/],
])('explains %s on one line', (_, error, message) => {
  const explained = explainTemplateFailure(error, '/t');
  expect(explained).toBeInstanceOf(Error);
  expect((explained as Error).message).toMatch(message);
  expect((explained as Error).message).not.toContain('\n');
});

test('leaves other errors unchanged', () => {
  const error = new Error('The user 1234 has no entry');
  expect(explainTemplateFailure(error, '/t')).toBe(error);
});
