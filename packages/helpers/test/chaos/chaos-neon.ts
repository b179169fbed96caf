import { createNeonClient, type NeonCaller, type NeonClientOptions } from '@neon-api/client';
import { createEmulator, type FetchEmulator } from '@neon-api/emulator/fetch';
import { seededRandom } from '@neon-api/ground';
import { createIdleTime } from '../idle-time.ts';
import { drawFaults } from './draw-faults.ts';
import { START } from './start.ts';

/** An emulator for runs in sequence. The same seed gives the same run. */
export interface ChaosNeon {
  /** Resets the emulator and starts a run with this seed. */
  begin(seed: number): Promise<Run>;
  stop(): Promise<void>;
}

export interface Run {
  readonly random: () => number;
  /** A client for calls without faults. */
  readonly calm: NeonCaller;
  /** A client for calls with faults. */
  readonly troubled: NeonCaller;
  readonly emulator: FetchEmulator;
  /** Injects faults while `work` runs. Returns its result, or the error that it threw. */
  inTrouble<T>(work: () => Promise<T>): Promise<{ readonly result?: T; readonly failure?: unknown }>;
}

export async function startChaosNeon(): Promise<ChaosNeon> {
  let random = seededRandom(0);
  const emulator = await createEmulator({
    ...{ clock: 'virtual', speed: 'fast', random: () => random(), log: () => undefined, seed: START },
  });
  const { apiKey, orgId, apiUrl: baseUrl } = emulator;
  return {
    stop: () => emulator.stop(),
    async begin(seed) {
      random = seededRandom(seed);
      await emulator.reset();
      // Creates some history to restore from.
      await emulator.clock.advance(120_000);
      const chances = seededRandom(seed + 1_000_000);
      const connect = (more: NeonClientOptions = {}): NeonCaller =>
        createNeonClient({
          apiKey,
          baseUrl,
          orgId,
          ...createIdleTime(emulator.clock, emulator.fetch),
          random: chances,
          ...more,
        });
      // Few attempts, so that some calls fail.
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
