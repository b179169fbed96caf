import type { WorkUnit } from '@neon-api/helpers';
import { ITS_JOB, type UnitStatements } from './unit-statements.ts';

/** Names one attempt: the unit, and the worker that began it. */
export interface Attempt {
  readonly key: string;
  /** A UUID. After another worker has begun the unit again, the outcome of this attempt does not count. */
  readonly claim: string;
}

/** A unit that a worker has begun. */
export interface BegunUnit {
  readonly unit: WorkUnit;
  /** Counts this attempt, but none that ended with its worker. */
  readonly attempts: number;
  /** How many attempts ended with their worker. */
  readonly interruptions: number;
  readonly remembered: Readonly<Record<string, unknown>>;
  /** The redacted error of the attempt before. */
  readonly error: string | null;
}

/** Begins attempts at the units of a job, and records how they end. */
export interface UnitAttempts {
  /** Begins an attempt. Returns undefined if the unit has ended, or was revived since it was queued. */
  begin(attempt: Attempt, generation: number): Promise<BegunUnit | undefined>;
  finish(attempt: Attempt): Promise<void>;
  fail(attempt: Attempt, error: string): Promise<void>;
  /** Ends an attempt without a result. If `isCounted` is false, the attempt does not count. */
  putBack(attempt: Attempt, error: string, isCounted: boolean): Promise<void>;
  remember(key: string, name: string, value: unknown): Promise<void>;
}

const ITS_CLAIM = `key = $3 and claim = $4 and state = 'running'`;

export function createUnitAttempts({ run, update }: UnitStatements): UnitAttempts {
  return {
    begin: async ({ key, claim }, generation) =>
      (
        await run<BegunUnit>(
          `update neon_fleet.units set state = 'running', claim = $4,
             attempts = attempts + (state = 'waiting')::int,
             interruptions = interruptions + (state = 'running' and claim is distinct from $4)::int
           where ${ITS_JOB} and key = $3 and generation = $5 and state in ('waiting', 'running')
           returning unit, attempts, interruptions, remembered, error`,
          ...[key, claim, generation],
        )
      ).rows[0],
    async finish({ key }) {
      // Of any attempt: the effect is there.
      await update(`state = 'done', error = null, ended_at = now()`, `key = $3 and state <> 'done'`, key);
    },
    async fail({ key, claim }, error) {
      await update(`state = 'failed', error = $5, ended_at = now()`, ITS_CLAIM, key, claim, error);
    },
    async putBack({ key, claim }, error, isCounted) {
      const set = `state = 'waiting', error = $5, attempts = attempts - ${isCounted ? 0 : 1}`;
      await update(set, ITS_CLAIM, key, claim, error);
    },
    async remember(key, name, value) {
      const set = 'remembered = remembered || jsonb_build_object($4::text, $5::jsonb)';
      await update(set, 'key = $3', key, name, JSON.stringify(value));
    },
  };
}
