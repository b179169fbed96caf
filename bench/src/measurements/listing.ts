import { median } from '../median.ts';
import { startLoopbackNeon } from '../support/loopback-neon.ts';
import { type Measurement, openPeers, type Row } from './measurement.ts';

const COUNTS = [400, 10_000];

/** Measures requests and time to list every project over real HTTP. */
export const listing: Measurement = {
  name: 'listing',
  async run({ peers, rounds }) {
    const figuresOf = new Map<string, Record<string, number>>();
    const remarkOf = new Map<string, string | undefined>();
    for (const count of COUNTS) {
      const neon = await startLoopbackNeon(count);
      try {
        const times = new Map<string, number[]>();
        for (let round = 0; round <= rounds; round++) {
          for (const { name, client, remarks } of await openPeers(peers, { baseUrl: neon.baseUrl })) {
            if (client.listProjects === undefined) continue;
            const from = performance.now();
            const listed = await client.listProjects();
            const ms = performance.now() - from;
            const requests = await neon.takeRequestCount();
            if (listed !== count) throw new Error(`${name} listed ${listed} of ${count} projects`);
            // The first round only warms up.
            if (round > 0) times.set(name, [...(times.get(name) ?? []), ms]);
            remarkOf.set(name, remarks.list);
            figuresOf.set(name, { ...figuresOf.get(name), [`requests, ${count}`]: requests });
          }
        }
        for (const [name, measured] of times) {
          figuresOf.set(name, { ...figuresOf.get(name), [`time, ${count}`]: median(measured) });
        }
      } finally {
        await neon.stop();
      }
    }
    const rows = [...figuresOf].map(([peer, figures]): Row => ({ peer, figures, remark: remarkOf.get(peer) }));
    return {
      name: 'listing',
      title: 'Requests and time to list all projects over loopback HTTP, with the pagination of each peer',
      columns: Object.fromEntries(
        COUNTS.flatMap((count) => [
          [`requests, ${count}`, { unit: '', digits: 0 }],
          [`time, ${count}`, { unit: 'ms', digits: 0 }],
        ]),
      ),
      rows,
      baseline: '@neon-api/client',
    };
  },
};
