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
  'an error that means something else stays as it is: %s',
  (error) => {
    expect(nameFullDisk(error, '/data/br-one')).toBe(error);
  },
);
