import { expect, test } from 'vitest';
import { plainEnvironment, userEnvironment } from './environment.ts';

const OURS = {
  PATH: '/bin',
  npm_config_registry: 'https://example.com',
  npm_execpath: '/pnpm.cjs',
  NEON_API_KEY: 'key',
  NODE_OPTIONS: '--import tsx',
  LANG: undefined,
};

test('a program gets no settings of the package manager that runs us, and none of our packages', () => {
  expect(plainEnvironment(OURS)).toEqual({ PATH: '/bin' });
});

test("a user's package managers install from the registry, with caches below the home", () => {
  const env = userEnvironment(OURS, { registry: 'http://127.0.0.1:1/', home: '/home' });
  expect(env).toMatchObject({ PATH: '/bin', HOME: '/home', npm_config_registry: 'http://127.0.0.1:1/' });
  expect(env).toHaveProperty('TMPDIR');
  expect(env).not.toHaveProperty('NEON_API_KEY');
});
