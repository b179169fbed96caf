import { beforeAll, expect, test } from 'vitest';
import { testTemplate } from '../../test/support/pglite-template.ts';
import { startTestPglite } from '../../test/support/use-pglite.ts';

let template: Blob;
beforeAll(async () => {
  template = await testTemplate();
});

test('branches start from a template that was made before, and it stays as it was', async () => {
  for (const name of ['first', 'second']) {
    await using pglite = startTestPglite({ template: Promise.resolve(template) });
    await pglite.createBranch(name);
    await pglite.query(name, 'CREATE TABLE added AS SELECT 1 AS id');
    expect(await pglite.query(name, 'SELECT current_database(), id FROM added')).toEqual(['app', 1]);
    await pglite.createBranch('another');
    await expect(pglite.query('another', 'TABLE added')).rejects.toMatchObject({ code: '42P01' });
  }
});

test.each<[string, () => Blob, number, string]>([
  [
    'a file of something else',
    () => new Blob(['{}']),
    18,
    'The template cannot be read. Make it with dumpPgliteTemplate',
  ],
  ['a template of another version', () => template, 17, 'The template is of Postgres 18, not 17.'],
])('%s is reported by the first branch', async (_, file, pgVersion, message) => {
  await using pglite = startTestPglite({ template: file(), pgVersion });
  await expect(pglite.createBranch('main')).rejects.toThrow(message);
});
