import type { PeerClient } from '../peers/index.ts';
import { interleave } from '../support/interleave.ts';
import { stubFetch } from '../support/stub-neon.ts';
import { type Measurement, openPeers } from './measurement.ts';

const CALLS = 2_000;
const STUBBED = { baseUrl: 'http://127.0.0.1/api/v2', fetch: stubFetch };

/** Measures the CPU time of a call without the network. */
export const cpuPerCall: Measurement = {
  name: 'cpu-per-call',
  async run({ peers, rounds }) {
    const clients = await openPeers(peers, STUBBED);
    // The first round only warms up the compiler.
    await interleave(clients, 1, ({ client }) => cpuMicroseconds(client));
    const measured = await interleave(clients, rounds * 2 + 1, ({ client }) => cpuMicroseconds(client));
    return {
      name: 'cpu-per-call',
      title: `CPU per call, stubbed fetch, medians of rounds of ${CALLS} sequential calls`,
      columns: { 'CPU per call': { unit: 'µs', digits: 1 } },
      rows: [...measured].map(([{ name }, figure]) => ({ peer: name, figures: { 'CPU per call': figure } })),
      baseline: 'openapi-fetch',
    };
  },
};

async function cpuMicroseconds(client: PeerClient): Promise<number> {
  const from = process.cpuUsage();
  for (let call = 0; call < CALLS; call++) await client.getProject('quiet-field-12345678');
  const { user, system } = process.cpuUsage(from);
  return (user + system) / CALLS;
}
