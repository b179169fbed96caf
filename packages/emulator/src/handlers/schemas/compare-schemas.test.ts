import { expect, test } from 'vitest';
import { compareSchemas } from './compare-schemas.ts';

test('identical schemas have an empty diff', async () => {
  expect(await compareSchemas('neondb', 'CREATE TABLE a ();\n', 'CREATE TABLE a ();\n')).toBe('');
});

test('additions and removals appear as a unified diff of the database', async () => {
  const base = 'CREATE TABLE a (\n    id integer,\n    old text\n);\n';
  const changed = 'CREATE TABLE a (\n    id integer,\n    new text\n);\n';
  expect(await compareSchemas('neondb', base, changed)).toBe(
    [
      '--- a/neondb',
      '+++ b/neondb',
      '@@ -1,4 +1,4 @@',
      ' CREATE TABLE a (',
      '     id integer,',
      '-    old text',
      '+    new text',
      ' );',
      '',
    ].join('\n'),
  );
});
