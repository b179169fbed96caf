import { createNeonClient, type NeonCaller, type NeonClientOptions } from '@neon-api/client';
import { type Emulator, startEmulator } from '@neon-api/emulator';
import { seededRandom } from '@neon-api/ground';
import { createIdleTime } from '../idle-time.ts';
import { drawFaults } from './draw-faults.ts';
import { START } from './start.ts';

/** A Neon for one run after the other, each the same for the same seed. */
export interface ChaosNeon {
  /** Empties it, and begins the chances of a seed. */
  begin(seed: number): Promise<Run>;
  stop(): Promise<void>;
}

export interface Run {
  readonly random: () => number;
  /** Meets no fault. */
  readonly calm: NeonCaller;
  /** What it asks for goes wrong while there is trouble. */
  readonly troubled: NeonCaller;
  readonly emulator: Emulator;
  /** Lets things go wrong while `work` runs; gives what it threw, or else its result. */
  inTrouble<T>(work: () => Promise<T>): Promise<{ readonly result?: T; readonly failure?: unknown }>;
}

export async function startChaosNeon(): Promise<ChaosNeon> {
  let random = seededRandom(0);
  const emulator = await startEmulator({
    ...{ port: 0, postgres: 'off', clock: 'virtual', speed: 'fast' },
    ...{ random: () => random(), log: () => undefined, seed: START },
  });
  const { apiKey, apiUrl: baseUrl } = emulator;
  return {
    stop: () => emulator.stop(),
    async begin(seed) {
      random = seededRandom(seed);
      await emulator.reset();
      // A past to restore from.
      await emulator.clock.advance(120_000);
      const chances = seededRandom(seed + 1_000_000);
      const connect = (more: NeonClientOptions = {}): NeonCaller =>
        createNeonClient({ apiKey, baseUrl, ...createIdleTime(emulator.clock), random: chances, ...more });
      // As few attempts as let some calls fail for good.
      const retry = { maxAttempts: 2 + Math.floor(chances() * 4) };
      return {
        ...{ random: chances, calm: connect(), troubled: connect({ retry }), emulator },
        async inTrouble(work) {
          for (const fault of drawFaults(chances)) emulator.faults.add(fault);
          try {
            return { result: await work() };
          } catch (failure) {
            return { failure: failure ?? new Error('nothing was thrown') };
          } finally {
            emulator.faults.clear();
            await emulator.settle();
          }
        },
      };
    },
  };
}
