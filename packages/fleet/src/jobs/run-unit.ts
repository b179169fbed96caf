import { randomUUID } from 'node:crypto';
import type { NeonCaller } from '@neon-api/client';
import type { StepContext, WorkUnit } from '@neon-api/helpers';
import type { QueuedUnit } from '../queue/index.ts';
import { assertNoSecret, safeMessage, type UnitStore } from '../store/index.ts';
import { decideFailure, MAX_INTERRUPTIONS } from './decide-failure.ts';

/** What a step receives with its unit. */
export interface FleetContext extends StepContext {
  /** What earlier attempts of this unit remembered. */
  readonly remembered: Readonly<Record<string, unknown>>;
  /**
   * Stores a JSON value for later attempts and for the report, in plain text.
   *
   * @throws NeonUsageError if the value has a connection URI, a password or a key
   */
  remember(key: string, value: unknown): Promise<void>;
}

/** The step of a fleet: as in helpers, it may run twice for a unit, so it checks what exists before it creates anything. */
export type FleetStep<Unit extends WorkUnit> = (unit: Unit, context: FleetContext) => Promise<unknown>;

/**
 * Makes one attempt at a unit and records how it ends.
 *
 * @throws an error with a redacted message if the queue must retry the unit
 */
export async function runUnit(
  store: UnitStore,
  { key, generation }: QueuedUnit,
  step: FleetStep<WorkUnit>,
  neon: NeonCaller,
  signal: AbortSignal,
): Promise<void> {
  const attempt = { key, claim: randomUUID() };
  const begun = await store.begin(attempt, generation);
  if (begun === undefined) return;
  if (begun.interruptions >= MAX_INTERRUPTIONS) {
    const interrupted = `The worker ended during ${begun.interruptions} attempts, perhaps because of this unit.`;
    await store.fail(attempt, begun.error ? `${interrupted} Its last error: ${begun.error}` : interrupted);
    return;
  }
  const remembered = { ...begun.remembered };
  const remember = async (name: string, value: unknown): Promise<void> => {
    assertNoSecret(`remember(${JSON.stringify(name)}): the value`, { [name]: value });
    await store.remember(key, name, value);
    remembered[name] = value;
  };
  try {
    await Promise.race([step(begun.unit, { neon, signal, remembered, remember }), rejectOnAbort(signal)]);
  } catch (error) {
    const message = safeMessage(error);
    const verdict = decideFailure(error, begun.attempts, signal.aborted);
    if (verdict === 'give-up') return store.fail(attempt, message);
    await store.putBack(attempt, message, verdict === 'retry');
    // The queue stores this error and retries the unit later.
    throw new Error(message);
  }
  await store.finish(attempt);
}

/** A step that ignores its signal is handed back like any other: it must not cost an attempt. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
