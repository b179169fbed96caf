import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { openPortMemory } from './port-memory.ts';

const dir = mkdtempSync(join(tmpdir(), 'neon-ports-'));
afterAll(() => rmSync(dir, { recursive: true }));

test('ports are remembered across emulators, the oldest of more than 1000 are forgotten', async () => {
  const file = join(dir, 'ports.json');
  const memory = await openPortMemory(file, () => {});
  for (let index = 0; index <= 1000; index += 1) memory.keep(`ep-${index}`, 20_000 + index);
  await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toContain('ep-1000'));
  const next = await openPortMemory(file, () => {});
  expect([next.portOf('ep-0'), next.portOf('ep-1'), next.portOf('ep-1000')]).toEqual([undefined, 20_001, 21_000]);
});

test.each(['', '{', '[1]', 'null', '{"ep-a":"x"}'])('a damaged file is like none: %j', async (text) => {
  const file = join(dir, 'damaged.json');
  writeFileSync(file, text);
  expect((await openPortMemory(file, () => {})).portOf('ep-a')).toBeUndefined();
});
