import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { hasLoopbackHosts } from './loopback-hosts.ts';

/** Gives a network namespace of its own the loopback interface of some sandboxes. */
const ONE_ADDRESS =
  'ip link set lo up && ip addr del 127.0.0.1/8 dev lo && ip addr add 127.0.0.1/32 dev lo && exec "$@"';
const COMMAND = ['--net', 'sh', '-c', ONE_ADDRESS, 'sh'] as const;
const canMakeNetworks = process.platform === 'linux' && spawnSync('unshare', [...COMMAND, 'true']).status === 0;

/** Runs a module in a process of its own in the network namespace; returns the JSON that it prints. */
function runWithOneAddress(program: string): unknown {
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '-e', program];
  return JSON.parse(execFileSync('unshare', [...COMMAND, ...node], { encoding: 'utf8' }));
}

const urlOf = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

test.skipIf(process.platform !== 'linux')('every loopback address is reached on Linux', async () => {
  expect(await hasLoopbackHosts()).toBe(true);
});

test.skipIf(!canMakeNetworks)('no other address is reached where loopback has only 127.0.0.1', () => {
  const program = `
    import { hasLoopbackHosts } from ${urlOf('./loopback-hosts.ts')};
    console.log(await hasLoopbackHosts());`;
  expect(runWithOneAddress(program)).toBe(false);
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
    expect(runWithOneAddress(program)).toEqual({
      rows: [1],
      said: [expect.stringMatching(/^The loopback interface has only 127\.0\.0\.1, .*: neon-emulator --hosts\.$/)],
    });
  },
);
