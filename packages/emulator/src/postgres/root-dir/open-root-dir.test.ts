import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { layoutOf } from './layout.ts';
import { removeLeftovers } from './open-root-dir.ts';

const rootDir = mkdtempSync(join(tmpdir(), 'neon-test-'));
const layout = layoutOf(rootDir);
afterEach(() => rmSync(rootDir, { recursive: true, force: true }));

test('after a crash, only complete branches remain', async () => {
  const folders = [
    'br-whole',
    'br-being-made.partial',
    'br-given-up-old',
    'br-in-between-next',
    'br-in-between-old',
    'br-looked-at',
    'br-looked-at-look12',
    'br-empty-place-next',
    'br-not-yet',
    'br-not-yet-next',
    'br-replaced',
    'br-replaced-old',
  ];
  for (const name of folders) mkdirSync(join(layout.branchesDir, name), { recursive: true });
  for (const dir of [layout.templatesDir, layout.basesDir, layout.sparesDir]) mkdirSync(dir);
  await removeLeftovers(layout);
  expect(readdirSync(layout.branchesDir).sort()).toEqual([
    'br-empty-place',
    'br-given-up',
    'br-in-between',
    'br-looked-at',
    'br-not-yet',
    'br-replaced',
    'br-whole',
  ]);
});
