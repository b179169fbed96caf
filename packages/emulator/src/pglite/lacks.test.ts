import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LACKS, refuseSettings } from './lacks.ts';

const guide = readFileSync(new URL('../../../../docs/guides/postgres-in-a-page.md', import.meta.url), 'utf8');

test.each(Object.values(LACKS))('the guide has the refusal "%s"', (reason) => {
  expect(guide).toContain(reason);
});

test('settings are refused by name, and no settings are accepted', async () => {
  expect(await refuseSettings(18, {})).toBeUndefined();
  expect(await refuseSettings(18, { work_mem: '8MB' })).toBe(
    'PGlite does not support pg_settings, such as "work_mem". Use SET, ALTER ROLE … SET or ALTER DATABASE … SET.',
  );
});
