import { expect, test } from 'vitest';
import { findShellFaults } from './find-shell-faults.ts';
import { gitPaths, readText } from './repository.ts';

test.each([
  ['turbo run build --filter=@neon-api/bench^...', 'escapes'],
  ['tsc && rm -rf dist', 'not part of Windows'],
  ['NODE_ENV=test vitest', 'set a variable'],
  ["node -e 'run()'", 'single quotes'],
  ['tsc; vitest', 'separate commands'],
  ['node $npm_execpath', 'no $'],
  ['node %npm_execpath%', 'expand'],
  ['node_modules/.bin/tsc -p .', 'forward slashes'],
  ['./run', 'forward slashes'],
])('%s behaves differently in cmd.exe and sh', (script, reason) => {
  expect(findShellFaults(script)).toEqual([expect.stringContaining(reason)]);
});

test.each([
  'turbo run build --filter=./packages/* --output-logs=errors-only 1>&2 && tsx scripts/main.ts',
  'node node_modules/typescript/bin/tsc -p tsconfig.json && knip',
  'node --import tsx ../codegen/src/cli.ts generate --types generated',
])('%s behaves the same in cmd.exe and sh', (script) => {
  expect(findShellFaults(script)).toEqual([]);
});

const scripts = gitPaths()
  .filter((path) => /(^|\/)package\.json$/.test(path) && !path.includes('/fixtures/'))
  .flatMap((path) => {
    const manifest = JSON.parse(readText(path).text) as { scripts?: Record<string, string> };
    return Object.entries(manifest.scripts ?? {}).map(([name, script]) => ({ path, name, script }));
  });

test('every script of the workspace behaves the same in cmd.exe and sh', () => {
  expect(scripts.length).toBeGreaterThan(30);
  expect(scripts.filter(({ script }) => findShellFaults(script).length > 0)).toEqual([]);
});
