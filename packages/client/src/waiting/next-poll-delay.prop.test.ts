import { propertyRuns } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_PACE, nextPollDelayMs } from './next-poll-delay.ts';

const waited = fc.double({ min: 0, max: 1e7, noNaN: true });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('the delay is a tenth of the time waited, within its limits, minus at most a fifth', () => {
  fc.assert(
    fc.property(waited, chance, (waitedMs, drawn) => {
      const share = Math.min(Math.max(waitedMs / 10, 25), 1_000);
      const delayMs = nextPollDelayMs(waitedMs, DEFAULT_PACE, () => drawn);
      expect(delayMs).toBeLessThanOrEqual(share);
      expect(delayMs).toBeGreaterThanOrEqual(share * 0.8);
    }),
    propertyRuns(100),
  );
});

test('the delay grows with the time waited', () => {
  fc.assert(
    fc.property(waited, waited, chance, (a, b, drawn) => {
      const [less, more] = a < b ? [a, b] : [b, a];
      const delay = (waitedMs: number): number => nextPollDelayMs(waitedMs, DEFAULT_PACE, () => drawn);
      expect(delay(less)).toBeLessThanOrEqual(delay(more));
    }),
    propertyRuns(100),
  );
});

test('no poll is sent before Neon’s own retry', () => {
  fc.assert(
    fc.property(waited, chance, waited, (waitedMs, drawn, quietMs) => {
      expect(nextPollDelayMs(waitedMs, DEFAULT_PACE, () => drawn, quietMs)).toBeGreaterThanOrEqual(quietMs);
    }),
    propertyRuns(100),
  );
});
