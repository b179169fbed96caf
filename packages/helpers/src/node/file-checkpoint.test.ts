import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileCheckpoint } from './index.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
  path = join(folder, 'job.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (job = 'job') => createFileCheckpoint(path, { job });

test('returns recorded keys unchanged, whatever characters they have', async () => {
  const keys = ['a', 'line\nbreak', '"quoted"', 'ü'];
  const first = open();
  expect(await first.load()).toEqual([]);
  await Promise.all(keys.map((key) => first.markDone(key)));
  expect(await open().load()).toEqual(keys);
});

test('drops an incomplete last line, wherever it was cut, and appends after the others', async () => {
  const whole = open();
  await whole.load();
  await whole.markDone('first');
  await whole.markDone('second');
  const text = readFileSync(path, 'utf8');
  for (let cut = 0; cut <= text.length; cut++) {
    writeFileSync(path, text.slice(0, cut));
    const resumed = open();
    const known = await resumed.load();
    expect(known).toEqual(['first', 'second'].slice(0, Math.max(0, text.slice(0, cut).split('\n').length - 2)));
    await resumed.markDone('third');
    expect(await open().load()).toEqual([...known, 'third']);
  }
});

test('refuses the file of another job and any other file, and changes neither', async () => {
  await open('migrate').load();
  await expect(open('rotate').load()).rejects.toThrow('"rotate"');
  expect(await open('migrate').load()).toEqual([]);
  writeFileSync(path, 'my notes');
  await expect(open().load()).rejects.toThrow('is not the checkpoint');
  expect(readFileSync(path, 'utf8')).toBe('my notes');
});

test('names the line that it cannot read', async () => {
  await open().load();
  appendFileSync(path, '{"oops":1}\n');
  await expect(open().load()).rejects.toThrow('{"oops":1}');
});
