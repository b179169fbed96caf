import { EmulatorUsageError } from '../errors/index.ts';
import type { Clock, VirtualClock } from '../support/index.ts';

/** The emulator's clock. */
export interface EmulatorClock {
  readonly kind: 'system' | 'virtual';
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Advances a virtual clock by `ms` milliseconds. Events in this period happen at their scheduled times.
   *
   * @throws EmulatorUsageError if the clock is not virtual, or `ms` is negative or not a number.
   */
  advance(ms: number): Promise<void>;
}

/** @param onChange called after the clock was advanced */
export function createEmulatorClock(clock: Clock, onChange: () => void = () => {}): EmulatorClock {
  const isVirtual = isVirtualClock(clock);
  return {
    kind: isVirtual ? 'virtual' : 'system',
    now: () => clock.now(),
    async advance(ms) {
      if (!isVirtual) {
        throw new EmulatorUsageError("Only a virtual clock can be advanced. Start the emulator with clock: 'virtual'.");
      }
      if (!Number.isFinite(ms) || ms < 0) throw new EmulatorUsageError(`ms must be a non-negative number, not ${ms}.`);
      await clock.advance(ms);
      onChange();
    },
  };
}

export function isVirtualClock(clock: Clock): clock is VirtualClock {
  return 'advance' in clock;
}
