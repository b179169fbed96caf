import { expect, test } from 'vitest';
import { peerWarnings } from './run-codegen.ts';

test.each([
  ['npm', 'npm warn ERESOLVE overriding peer dependency'],
  ['npm', 'npm error ERESOLVE could not resolve'],
  ['pnpm', ' WARN  Issues with peer dependencies found'],
  ['pnpm', '  └── ✕ unmet peer typescript@^5.x: found 6.0.3'],
  ['yarn', 'warning "@neon-api/codegen > openapi-typescript@7.13.0" has incorrect peer dependency "typescript@^5.x".'],
  ['yarn', 'warning " > openapi-typescript@7.13.0" has unmet peer dependency "typescript@^5.x".'],
])('peerWarnings finds the warning of %s: %s', (_, line) => {
  expect(peerWarnings(`added 3 packages\n${line}\nDone in 1s`)).toEqual([line]);
});

test('peerWarnings finds nothing in a log without warnings', () => {
  expect(peerWarnings('warning shop: No license field\nadded 3 packages in 1s\n+ typescript 6.0.3\nDone')).toEqual([]);
});
