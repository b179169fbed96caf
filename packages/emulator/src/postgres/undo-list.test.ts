import { expect, test } from 'vitest';
import { createUndoList } from './undo-list.ts';

test('runs every undo function once, last first, and reports the first failure to the first caller', async () => {
  const list = createUndoList();
  const seen: string[] = [];
  list.add(async () => void seen.push('a'));
  list.add(async () => {
    seen.push('b');
    throw new Error('b failed');
  });
  list.add(async () => void seen.push('c'));
  const first = list.run();
  await expect(first).rejects.toThrow('b failed');
  await list.run();
  expect(seen).toEqual(['c', 'b', 'a']);
});
