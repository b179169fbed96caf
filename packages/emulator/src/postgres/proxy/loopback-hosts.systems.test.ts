import { expect, test } from 'vitest';
import { canRunIn, runModuleIn } from '../../../test/support/namespaces.ts';
import { hasLoopbackHosts } from './loopback-hosts.ts';

/** A loopback interface as in some sandboxes. */
const ONE_ADDRESS = {
  kind: 'net',
  setUp: 'ip link set lo up && ip addr del 127.0.0.1/8 dev lo && ip addr add 127.0.0.1/32 dev lo',
} as const;
const canMakeNetworks = canRunIn(ONE_ADDRESS);

const urlOf = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

test.skipIf(process.platform !== 'linux')('every loopback address is reachable on Linux', async () => {
  expect(await hasLoopbackHosts()).toBe(true);
});

test.skipIf(!canMakeNetworks)('other addresses are unreachable if loopback has only 127.0.0.1', () => {
  const program = `
    import { hasLoopbackHosts } from ${urlOf('./loopback-hosts.ts')};
    console.log(await hasLoopbackHosts());`;
  expect(runModuleIn(ONE_ADDRESS, program)).toBe(false);
});

test.skipIf(!canMakeNetworks || process.env.NEON_TEST_SYSTEMS !== 'all')(
  'endpoints have no host if loopback has only 127.0.0.1, and the log says so',
  () => {
    const program = `
      import { startTestPostgres } from ${urlOf('../../../test/support/use-postgres.ts')};
      const logged = [];
      const postgres = await startTestPostgres({ log: (line) => logged.push(line) });
      await postgres.createBranch('main');
      const host = postgres.dataPlane.address.hostFor('ep-main');
      const rows = await postgres.query('main', 'SELECT 1');
      await postgres[Symbol.asyncDispose]();
      console.log(JSON.stringify({ host, rows, logged }));`;
    expect(runModuleIn(ONE_ADDRESS, program)).toEqual({
      rows: [1],
      logged: [
        expect.stringMatching(/^The loopback interface has only 127\.0\.0\.1, .*, run neon-emulator --hosts\.$/),
      ],
    });
  },
);
