import { expect, test } from 'vitest';
import { canRunIn, runModuleIn } from '../../../test/support/namespaces.ts';
import { hasLoopbackHosts } from './loopback-hosts.ts';

/** The loopback interface of some sandboxes. */
const ONE_ADDRESS = {
  kind: 'net',
  setUp: 'ip link set lo up && ip addr del 127.0.0.1/8 dev lo && ip addr add 127.0.0.1/32 dev lo',
} as const;
const canMakeNetworks = canRunIn(ONE_ADDRESS);

const urlOf = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

test.skipIf(process.platform !== 'linux')('every loopback address is reached on Linux', async () => {
  expect(await hasLoopbackHosts()).toBe(true);
});

test.skipIf(!canMakeNetworks)('no other address is reached where loopback has only 127.0.0.1', () => {
  const program = `
    import { hasLoopbackHosts } from ${urlOf('./loopback-hosts.ts')};
    console.log(await hasLoopbackHosts());`;
  expect(runModuleIn(ONE_ADDRESS, program)).toBe(false);
});

test.skipIf(!canMakeNetworks || process.env.NEON_TEST_SYSTEMS !== 'all')(
  'where loopback has only 127.0.0.1, endpoints have no host, and the log says so',
  () => {
    const program = `
      import { startTestPostgres } from ${urlOf('../../../test/support/use-postgres.ts')};
      const said = [];
      const postgres = await startTestPostgres({ log: (line) => said.push(line) });
      await postgres.createBranch('main');
      const host = postgres.dataPlane.address.hostFor('ep-main');
      const rows = await postgres.query('main', 'SELECT 1');
      await postgres[Symbol.asyncDispose]();
      console.log(JSON.stringify({ host, rows, said }));`;
    expect(runModuleIn(ONE_ADDRESS, program)).toEqual({
      rows: [1],
      said: [expect.stringMatching(/^The loopback interface has only 127\.0\.0\.1, .*: neon-emulator --hosts\.$/)],
    });
  },
);
