import { expect, test } from 'vitest';
import { gitPaths, readText } from '../repository.ts';
import { SOAKS } from './soaks.ts';

const soaks = Object.values(SOAKS);
/** Variables that select other cases, not more. `test:systems` sets the last one. */
const NO_SOAK = /_SEED$|_SHRINK$|^NEON_TEST_SYSTEMS$/;
/** Matches variables that only tests and their support files read. */
const READ = /process\.env\.(NEON_(?:\w+_)?(?:TEST|MODEL|PROPERTY|FUZZ)_\w+)/g;

const paths = gitPaths().filter((path) => path.endsWith('.ts'));

test('every variable that extends a test is set by a soak', () => {
  const read = paths.flatMap((path) => [...readText(path).text.matchAll(READ)].map(([, name = '']) => name));
  const wanted = new Set(read.filter((name) => !NO_SOAK.test(name)));
  const set = soaks.flatMap(({ env }) => Object.keys(env));
  expect(set.sort()).toEqual([...wanted].sort());
});

test('every test that follows NEON_PROPERTY_RUNS belongs to a soak', () => {
  const tests = paths.filter((path) => /^(?!.*\/testing\/).*\.test\.ts$/.test(path));
  const withProperties = tests.filter((path) => /\bpropertyRuns\(/.test(readText(path).text));
  expect([...(SOAKS.properties?.files ?? [])].sort()).toEqual(withProperties.sort());
});

test.each(soaks.flatMap(({ files }) => files))('%s is a test', (file) => {
  expect(paths.some((path) => path.startsWith(file) && path.endsWith('.test.ts'))).toBe(true);
});
