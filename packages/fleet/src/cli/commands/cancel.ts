import type { Command } from '../command.ts';
import { describeCount, findJob } from '../find-job.ts';

export const cancel: Command = {
  usage: ['cancel provision'],
  summary: 'cancel the units of a job that wait; running ones end',
  ...{ values: {}, switches: {}, takesWords: true },
  async run({ words, openFleet }) {
    const { fleet } = await openFleet();
    const job = await findJob(fleet, 'cancel', words);
    const cancelled = await fleet.cancel(job);
    const done = `Cancelled ${describeCount(cancelled)} of ${job}. To run them after all, retry the job.`;
    return { text: cancelled === 0 ? `No unit of ${job} waits.` : done, json: { job, cancelled } };
  },
};
