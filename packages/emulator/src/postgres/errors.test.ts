import { expect, test } from 'vitest';
import { nameFullDisk } from './errors.ts';

test.each(['ENOSPC', 'EDQUOT', '53100'])('an error with code %s names the full disk', (code) => {
  const cause = Object.assign(new Error('no space left'), { code });
  expect(nameFullDisk(cause, '/data/br-one')).toMatchObject({
    message: 'The disk that holds /data/br-one is full. Free some space on it, and try again.',
    cause,
  });
});

test.each([Object.assign(new Error('no such file'), { code: 'ENOENT' }), new Error('other'), 'text'])(
  'other errors are returned unchanged: %s',
  (error) => {
    expect(nameFullDisk(error, '/data/br-one')).toBe(error);
  },
);
