import type { Launch } from '../binaries/index.ts';

/** `clean` ends sessions and writes everything down; `immediate` is for data that nobody wants any more. */
export type StopMode = 'clean' | 'immediate';

/** One attempt to stop a server, and how long it may take. */
export type StopStep =
  | { readonly by: 'signal'; readonly signal: 'SIGINT' | 'SIGQUIT'; readonly waitMs: number }
  | { readonly by: 'pg_ctl'; readonly mode: 'fast' | 'immediate'; readonly waitMs: number };

/** A shutdown that ends in order writes everything down; a slow disk needs its time for that. */
const CLEAN_MS = 30_000;
/** More than the 5 s after which Postgres kills the children that do not end. */
const IMMEDIATE_MS = 8000;

/**
 * What to try, one after another, until the server has ended. A signal does what `pg_ctl stop` does without starting a
 * program. Where servers start through pg_ctl, on Windows, there are no signals: Node would crash the server instead.
 * https://www.postgresql.org/docs/17/server-shutdown.html
 */
export function planStop(how: StopMode, launch: Launch): readonly StopStep[] {
  const steps: readonly StopStep[] =
    launch === 'pg_ctl'
      ? [
          { by: 'pg_ctl', mode: 'fast', waitMs: CLEAN_MS },
          { by: 'pg_ctl', mode: 'immediate', waitMs: IMMEDIATE_MS },
        ]
      : [
          { by: 'signal', signal: 'SIGINT', waitMs: CLEAN_MS },
          { by: 'signal', signal: 'SIGQUIT', waitMs: IMMEDIATE_MS },
        ];
  return how === 'clean' ? steps : steps.slice(1);
}
