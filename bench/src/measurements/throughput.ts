import type { PeerClient } from '../peers/index.ts';
import { interleave } from '../support/interleave.ts';
import { startLoopbackNeon } from '../support/loopback-neon.ts';
import { type Measurement, openPeers } from './measurement.ts';

const CALLS = 1_000;
const AT_ONCE = 16;

/** How many calls get through over real HTTP. */
export const throughput: Measurement = {
  name: 'throughput',
  async run({ peers, rounds }) {
    const neon = await startLoopbackNeon(1);
    try {
      const clients = await openPeers(peers, { baseUrl: neon.baseUrl });
      await interleave(clients, 1, ({ client }) => callsPerSecond(client));
      const measured = await interleave(clients, rounds, ({ client }) => callsPerSecond(client));
      return {
        name: 'throughput',
        title: `Throughput over loopback HTTP, ${AT_ONCE} calls at once (more is better)`,
        columns: { 'calls a second': { unit: '/s', digits: 0 } },
        rows: [...measured].map(([{ name }, figure]) => ({ peer: name, figures: { 'calls a second': figure } })),
        baseline: 'openapi-fetch',
      };
    } finally {
      await neon.stop();
    }
  },
};

async function callsPerSecond(client: PeerClient): Promise<number> {
  const from = performance.now();
  let left = CALLS;
  const callOn = async (): Promise<void> => {
    while (left-- > 0) await client.getProject('quiet-field-12345678');
  };
  await Promise.all(Array.from({ length: AT_ONCE }, callOn));
  return CALLS / ((performance.now() - from) / 1000);
}
