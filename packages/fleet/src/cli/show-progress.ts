import type { Fleet } from '../jobs/index.ts';
import type { CommandContext } from './command.ts';
import { describeProgress } from './job-table.ts';
import { createLiveLines, isLive } from './live-lines.ts';

/** In a log, a job of an hour has a few hundred lines. */
const LOG_INTERVAL_MS = 10_000;

/**
 * Shows the progress of a job: on a terminal in one line that is updated, elsewhere in a line every 10 seconds. Returns
 * a function that stops.
 */
export function showProgress(
  fleet: Fleet,
  job: string,
  { flags, env, stderr, clock }: Pick<CommandContext, 'flags' | 'env' | 'stderr' | 'clock'>,
): () => Promise<void> {
  if (flags.has('json')) return async () => undefined;
  const stopped = new AbortController();
  const lines = createLiveLines(stderr);
  const show = async (): Promise<void> => {
    let loggedAtMs = -Infinity;
    for await (const status of fleet.progress(job, { signal: stopped.signal })) {
      // The units are not added yet.
      if (status.total === 0) continue;
      const line = describeProgress(status);
      if (isLive(stderr, env)) lines.show([line]);
      else if (clock.now() - loggedAtMs >= LOG_INTERVAL_MS) {
        stderr.write(`${line}\n`);
        loggedAtMs = clock.now();
      }
    }
  };
  // The command itself reports errors of the database.
  const showing = show().catch(() => undefined);
  return async () => {
    stopped.abort();
    await showing;
    lines.clear();
  };
}
