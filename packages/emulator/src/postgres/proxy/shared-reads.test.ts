import { expect, test } from 'vitest';
import { shareReads } from './shared-reads.ts';

test('calls during a read share the next one, and each gets a value from after its call', async () => {
  let value = 1;
  let reads = 0;
  const read = shareReads(async () => {
    reads += 1;
    const seen = String(value);
    await new Promise(setImmediate);
    return seen;
  });
  const first = read('ep-a', 'owner');
  value = 2;
  const later = [read('ep-a', 'owner'), read('ep-a', 'owner'), read('ep-a', 'owner')];
  expect(await first).toBe('1');
  expect(await Promise.all(later)).toEqual(['2', '2', '2']);
  expect(reads).toBe(2);
  value = 3;
  expect(await read('ep-a', 'owner')).toBe('3');
});

test('calls for other roles are not shared, and a failure does not affect the next read', async () => {
  const asked: string[] = [];
  const read = shareReads(async (endpointId, role) => {
    asked.push(`${endpointId} ${role}`);
    if (asked.length === 1) throw new Error('is down');
    return role;
  });
  const failing = read('ep-a', 'owner');
  const next = read('ep-a', 'owner');
  const other = read('ep-a', 'other');
  await expect(failing).rejects.toThrow('is down');
  expect(await next).toBe('owner');
  expect(await other).toBe('other');
});
