import { EmulatorUsageError } from '../errors/index.ts';
import type { Clock, VirtualClock } from '../support/index.ts';

/** The time that the emulator goes by. */
export interface EmulatorClock {
  readonly kind: 'system' | 'virtual';
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Moves a virtual clock on by `ms` milliseconds; whatever falls due meanwhile happens at its moment.
   *
   * @throws EmulatorUsageError when the clock is not virtual, or `ms` is not a number from 0.
   */
  advance(ms: number): Promise<void>;
}

export function createEmulatorClock(clock: Clock): EmulatorClock {
  const isVirtual = isVirtualClock(clock);
  return {
    kind: isVirtual ? 'virtual' : 'system',
    now: () => clock.now(),
    async advance(ms) {
      if (!isVirtual) {
        throw new EmulatorUsageError("Only a virtual clock can be advanced; start the emulator with clock: 'virtual'.");
      }
      if (!Number.isFinite(ms) || ms < 0) throw new EmulatorUsageError(`ms must be a number from 0, not ${ms}.`);
      await clock.advance(ms);
    },
  };
}

export function isVirtualClock(clock: Clock): clock is VirtualClock {
  return 'advance' in clock;
}
