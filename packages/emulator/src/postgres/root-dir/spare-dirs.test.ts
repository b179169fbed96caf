import { existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSpareDirs } from './spare-dirs.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'neon-spares-'));
  mkdirSync(join(dir, 'spares'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a discarded folder is reused without its shared log', async () => {
  const spares = createSpareDirs(join(dir, 'spares'));
  mkdirSync(join(dir, 'gone/data/pg_wal'), { recursive: true });
  writeFileSync(join(dir, 'segment'), 'history');
  linkSync(join(dir, 'segment'), join(dir, 'gone/data/pg_wal/000000010000000000000001'));
  writeFileSync(join(dir, 'gone/data/PG_VERSION'), '17');
  writeFileSync(join(dir, 'gone/history.json'), '{}');
  await spares.discard(join(dir, 'gone'));
  await spares.take(join(dir, 'new'));
  expect(existsSync(join(dir, 'new/data/PG_VERSION'))).toBe(true);
  expect(existsSync(join(dir, 'new/data/pg_wal'))).toBe(false);
  expect(existsSync(join(dir, 'new/history.json'))).toBe(false);
  expect(readFileSync(join(dir, 'segment'), 'utf8')).toBe('history');
});

test('discarding a missing folder does nothing, and without spares an empty folder is created', async () => {
  const spares = createSpareDirs(join(dir, 'spares'));
  await spares.discard(join(dir, 'nowhere'));
  await spares.take(join(dir, 'new'));
  expect(existsSync(join(dir, 'new'))).toBe(true);
});
