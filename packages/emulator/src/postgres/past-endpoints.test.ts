import { expect, test } from 'vitest';
import type { Standby } from './cluster/index.ts';
import { createPastEndpoints } from './past-endpoints.ts';

const MOST_POINTS = 4;

test('sessions that begin at once at many points keep to the limit, and none loses its point to another', async () => {
  const running = new Set<string>();
  let mostRunning = 0;
  const serverAt = (name: string): Standby => ({
    async hold() {
      running.add(name);
      mostRunning = Math.max(mostRunning, running.size);
      await new Promise(setImmediate);
      return { host: '127.0.0.1', port: 1 };
    },
    async release() {
      await new Promise(setImmediate);
      running.delete(name);
    },
    close: async () => void running.delete(name),
  });
  let uses = 0;
  const pasts = createPastEndpoints({ serverAt, nextUse: () => ++uses, log: () => {} });
  const begin = (minute: number): Promise<boolean> =>
    pasts.use('br-a', { timestamp: `2030-01-01T00:0${minute}:00Z` }, async (endpoint) => {
      await endpoint.wake();
      return endpoint.isUnused;
    });
  await Promise.all([0, 1, 2, 3].map(begin));
  const next = await Promise.allSettled([4, 5, 6, 7, 8, 9].map(begin));
  expect(next.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(MOST_POINTS);
  for (const begun of next) if (begun.status === 'fulfilled') expect(begun.value).toBe(true);
  expect(mostRunning).toBeLessThanOrEqual(MOST_POINTS);
  await pasts.closeAll();
  expect(running.size).toBe(0);
});
