import type { Launch } from '../binaries/index.ts';

/** `clean` ends the sessions and writes all data to disk; `immediate` is for data that will be discarded. */
export type StopMode = 'clean' | 'immediate';

/** One attempt to stop a server, and how long it may take. */
export type StopStep =
  | { readonly by: 'signal'; readonly signal: 'SIGINT' | 'SIGQUIT'; readonly waitMs: number }
  | { readonly by: 'pg_ctl'; readonly mode: 'fast' | 'immediate'; readonly waitMs: number };

/** A clean shutdown writes all data to disk, which can be slow. */
const CLEAN_MS = 30_000;
/** Longer than the 5 s after which Postgres kills its remaining children. */
const IMMEDIATE_MS = 8000;

/**
 * Returns the steps to try until the server ends. A signal does the same as `pg_ctl stop`, without starting a program.
 * Windows, where servers start through pg_ctl, has no signals: Node would crash the server instead.
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
