import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { toEnv } from './index.ts';

const uris = { direct: "postgresql://a:p$x`y'z@host/db?x=1&y=2", pooled: 'postgresql://a:b@host-pooler/db' };

test('writes lines that a shell reads back unchanged', () => {
  const script = `set -a\n${toEnv(uris)}printf '%s|%s' "$DATABASE_URL" "$DATABASE_URL_UNPOOLED"`;
  const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  expect(stdout).toBe(`${uris.pooled}|${uris.direct.replace("'", '%27')}`);
});

test('writes plain lines under other names', () => {
  expect(toEnv(uris, { format: 'plain', pooledName: 'POOLED', directName: 'DIRECT' })).toBe(
    `POOLED=${uris.pooled}\nDIRECT=${uris.direct.replace("'", '%27')}\n`,
  );
});

test('refuses names and URIs that would set another variable', () => {
  expect(() => toEnv({ ...uris, direct: 'x\nPATH=/tmp' })).toThrow(/line break/);
  expect(() => toEnv(uris, { directName: 'A B' })).toThrow(/"A B" is not a valid name/);
  expect(() => toEnv(uris, { directname: 'A' } as object)).toThrow(/did you mean directName/);
});
