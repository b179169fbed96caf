import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { markdownIn } from '../repository.ts';
import { GUIDE_GROUPS } from './guide-groups.ts';

test('every guide has one place in guide-groups.ts', () => {
  const placed = GUIDE_GROUPS.flatMap(({ guides }) => guides);
  const written = markdownIn('docs/guides').map((path) => posix.basename(path, '.md'));
  expect(written.length).toBeGreaterThan(30);
  expect([...placed].sort()).toEqual(written);
});
