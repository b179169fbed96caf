import type { Fault, FaultEffect } from '@neon-api/emulator';

/** The faults, each with its share of all faults. */
const TROUBLE: readonly (readonly [share: number, effect: FaultEffect])[] = [
  [2, { kind: 'status', status: 423 }],
  [1, { kind: 'status', status: 429 }],
  [1, { kind: 'status', status: 429, headers: { 'Retry-After': '2' } }],
  [2, { kind: 'status', status: 500 }],
  [2, { kind: 'status', status: 503 }],
  [2, { kind: 'reset', when: 'before' }],
  [4, { kind: 'reset', when: 'after' }],
  [2, { kind: 'truncate' }],
  [1, { kind: 'html' }],
  [1, { kind: 'lock', ms: 3_000 }],
  [2, { kind: 'operation-fails', failures: 1 }],
  [1, { kind: 'operation-fails' }],
  [1, { kind: 'operation-cancels' }],
  [1, { kind: 'operation-skips' }],
];
const SHARES = TROUBLE.reduce((sum, [share]) => sum + share, 0);

/** Draws faults for every call, with a random total probability. */
export function drawFaults(random: () => number): Fault[] {
  const chance = 0.02 + 0.5 * random() ** 2;
  return TROUBLE.map(([share, effect]) => ({
    ...{ any: true, probability: (chance * share) / SHARES, seed: Math.floor(random() * 1e9) },
    ...effect,
  }));
}
