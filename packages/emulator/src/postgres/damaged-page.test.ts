import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestPostgres } from '../../test/support/use-postgres.ts';

test('a damaged table page causes an error, not wrong or missing rows', async () => {
  await using postgres = await startTestPostgres();
  await postgres.createBranch('main');
  await postgres.query('main', "CREATE TABLE kept AS SELECT repeat('x', 100) AS text FROM generate_series(1, 500)");
  const [path] = await postgres.query('main', "SELECT pg_relation_filepath('kept')");
  await postgres.dataPlane.suspendEndpoint('ep-main');

  const file = join(postgres.rootDir, 'branches/br-main/data', String(path));
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
  writeFileSync(file, bytes);

  await expect(postgres.query('main', 'SELECT text FROM kept')).rejects.toMatchObject({ code: 'XX001' });
});
