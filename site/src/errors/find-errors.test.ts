import { expect, test } from 'vitest';
import { findErrors } from './find-errors.ts';

test.each([
  [
    "throw new NeonUsageError('body must be an object.');",
    { className: 'NeonUsageError', message: 'body must be an object.' },
  ],
  [`throw new NeonUsageError(\`\${where}: invalid header.\`);`, { message: '{where}: invalid header.' }],
  [`throw new NeonUsageError(\`\${JSON.stringify(key)} \${a + b}\`);`, { message: '{key} …' }],
  ["throw new ApiError(413, 'too ' + 'large', 'too_large');", { status: 413, code: 'too_large', message: 'too large' }],
  ["throw notFound('branch');", { className: 'ApiError', status: 404, code: '', message: 'branch not found' }],
  [`throw conflict(\`\${name} exists\`, 'EXISTS');`, { status: 409, code: 'EXISTS' }],
])('finds the message of %s', (code, expected) => {
  expect(findErrors('a.ts', code).messages).toMatchObject([expected]);
});

test.each(['throw new NeonUsageError(message);', 'throw new Error("a");', 'notify("branch");'])(
  'finds no message in %s',
  (code) => {
    expect(findErrors('a.ts', code).messages).toEqual([]);
  },
);

test('finds exported classes with their documentation', () => {
  const code = '/** It took\n * too long. */\nexport class SlowError extends Error {}\nclass OwnError extends Error {}';
  expect(findErrors('a.ts', code).classes).toEqual([{ name: 'SlowError', description: 'It took too long.' }]);
});
