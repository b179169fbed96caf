import { describe, expect, test } from 'vitest';
import { canRunIn, runModuleIn } from '../../../test/support/namespaces.ts';
import { isOutOfSharedMemoryIds, SharedMemoryLimitError, startWithRoom } from './shared-memory.ts';

test.each([
  ['FATAL:  could not create shared memory segment: No space left on device\nDETAIL:  Failed system call', true],
  ['FATAL:  could not create shared memory segment: Invalid argument', false],
  ['PANIC:  could not write to file "pg_wal/xlogtemp.7": No space left on device', false],
])('the log %j reports the limit of shared memory ids: %s', (log, isLimit) => {
  expect(isOutOfSharedMemoryIds(log)).toBe(isLimit);
});

test.each<[NodeJS.Platform, string]>([
  ['darwin', 'kern.sysv.shmmni=1024'],
  ['linux', 'sysctl -w kernel.shmmni=4096'],
  ['freebsd', 'SHMMNI'],
])('on %s, the error is one line that ends with the remedy', (platform, remedy) => {
  const { message } = new SharedMemoryLimitError('/data/br-one/data', platform);
  expect(message).toMatch(/^Postgres did not start on \/data\/br-one\/data: .* raise the limit: .*\.$/);
  expect(message).toContain(remedy);
});

describe('startWithRoom', () => {
  const limit = new SharedMemoryLimitError('/data', 'darwin');
  const failTimes = (times: number, error: Error) => async (): Promise<string> => {
    times -= 1;
    if (times >= 0) throw error;
    return 'started';
  };
  const roomTimes = (times: number) => async (): Promise<boolean> => {
    times -= 1;
    return times >= 0;
  };

  test('retries as long as there is a server to stop', async () => {
    expect(await startWithRoom(failTimes(2, limit), roomTimes(2))).toBe('started');
  });

  test('fails with the limit if there is no server to stop', async () => {
    await expect(startWithRoom(failTimes(2, limit), roomTimes(1))).rejects.toBe(limit);
  });

  test('stops no server for another error', async () => {
    await expect(startWithRoom(failTimes(1, new Error('bad data')), roomTimes(9))).rejects.toThrow('bad data');
  });
});

/** The limit on macOS, or a lower one. */
const ids = process.env.NEON_TEST_SYSTEMS === 'all' ? 32 : 3;
const FEW_IDS = { kind: 'ipc', setUp: `sysctl -q -w kernel.shmmni=${ids}` } as const;

test.skipIf(!canRunIn(FEW_IDS))(
  `with ${ids} shared memory ids, a new server suspends the longest-idle endpoint, or fails on one line if none is idle`,
  { timeout: 240_000 },
  () => {
    const program = `
      import { startTestPostgres } from ${JSON.stringify(new URL('../../../test/support/use-postgres.ts', import.meta.url).href)};
      const [suspended, logged] = [[], []];
      const events = { endpointStarted() {}, endpointSuspended: (endpointId) => suspended.push(endpointId) };
      const postgres = await startTestPostgres({ events, log: (line) => logged.push(line) });
      const names = Array.from({ length: ${ids} }, (_, index) => 'b' + index);
      for (const name of names) {
        await postgres.createBranch(name);
        await postgres.query(name, 'SELECT 1');
      }
      await postgres.query('b0', 'SELECT 1');
      await postgres.createBranch('more');
      const rows = await postgres.query('more', 'SELECT 7');
      const sessions = [];
      for (const name of names) sessions.push(await postgres.connect(name));
      const error = await postgres.connect('more').then(() => 'connected', ({ message }) => message);
      for (const session of sessions) await session.end();
      const again = await postgres.query('more', 'SELECT 8');
      await postgres[Symbol.asyncDispose]();
      console.log(JSON.stringify({ first: suspended[0], rows, error, again, lines: logged.filter((line) => line.includes('\\n')) }));`;
    expect(runModuleIn(FEW_IDS, program)).toEqual({
      first: 'ep-b1',
      rows: [7],
      error: expect.stringMatching(/no shared memory id left for another server\. .* raise the limit: sysctl .*$/),
      again: [8],
      lines: [],
    });
  },
);
