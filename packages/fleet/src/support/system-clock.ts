import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@neon-api/client';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicNow: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await sleep(ms, undefined, signal && { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
