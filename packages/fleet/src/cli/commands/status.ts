import type { Fleet } from '../../jobs/index.ts';
import type { Command, CommandContext } from '../command.ts';
import { findJob } from '../find-job.ts';
import { drawJobs, isEnded, type NamedStatus } from '../job-table.ts';
import { createLiveLines, isLive } from '../live-lines.ts';

const REFRESH_MS = 1_000;

export const status: Command = {
  usage: ['status', 'status provision --json'],
  summary: 'count the units of all jobs or of one; on a terminal, until they have ended',
  ...{ values: {}, switches: {}, takesWords: true },
  async run(context) {
    const { flags, words, env, stdout, stderr, openFleet } = context;
    const { fleet } = await openFleet();
    const only = words.length === 0 ? undefined : await findJob(fleet, 'status', words);
    const read = async (): Promise<readonly NamedStatus[]> => readJobs(fleet, only);
    const canWatch = !flags.has('json') && isLive(stdout, env) && isLive(stderr, env);
    const jobs = canWatch ? await watch(read, context) : await read();
    const json = jobs.map(({ remainingMs = null, ...job }) => ({ ...job, remainingMs }));
    return { text: drawJobs(jobs).join('\n'), json };
  },
};

async function readJobs(fleet: Fleet, only: string | undefined): Promise<readonly NamedStatus[]> {
  const names = only === undefined ? await fleet.jobs() : [only];
  return Promise.all(names.map(async (job) => ({ job, ...(await fleet.status(job)) })));
}

/** Shows the jobs until all have ended. The result of the command replaces what was shown. */
async function watch(
  read: () => Promise<readonly NamedStatus[]>,
  { stderr, clock, signal }: CommandContext,
): Promise<readonly NamedStatus[]> {
  const lines = createLiveLines(stderr);
  try {
    for (;;) {
      const jobs = await read();
      if (jobs.every(isEnded)) return jobs;
      lines.show(drawJobs(jobs));
      await clock.sleep(REFRESH_MS, signal);
    }
  } finally {
    lines.clear();
  }
}
