import { seededRandom } from '@neon-api/ground';
import { expect, test } from 'vitest';
import { findHandlerTests } from './handler-tests.ts';
import { runSuite } from './run-suite.ts';
import { TRANSPORTS } from './transports.ts';

const FILES = 3;

/** Returns a few test files of the handlers, those with the given seed. */
function pickFiles(): string[] {
  const random = seededRandom(Number(process.env.NEON_EMULATOR_TEST_SEED ?? 1));
  const files = findHandlerTests().filter((file) => !file.endsWith('persistence.test.ts'));
  return Array.from({ length: FILES }, () => files.splice(Math.floor(random() * files.length), 1)[0] ?? '');
}

test('the tests of the handlers are found', () => {
  expect(findHandlerTests().length).toBeGreaterThan(30);
});

// workerd is not a dependency; `pnpm test:transports` downloads it.
test.each(['msw', 'chromium'])('some tests of the handlers pass over %s', { timeout: 240_000 }, async (name) => {
  const files = pickFiles();
  const result = await TRANSPORTS[name]?.whileOpen((remote) => runSuite(name, remote, files));
  expect(result?.failures, files.join(' ')).toEqual([]);
  expect(result?.passed).toBeGreaterThan(0);
});
