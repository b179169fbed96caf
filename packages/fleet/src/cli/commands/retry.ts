import type { Command } from '../command.ts';
import { describeCount, findJob } from '../find-job.ts';

export const retry: Command = {
  usage: ['retry provision'],
  summary: 'let the failed and cancelled units of a job run again',
  ...{ values: {}, switches: {}, takesWords: true },
  async run({ words, openFleet }) {
    const { fleet } = await openFleet();
    const job = await findJob(fleet, 'retry', words);
    const retried = await fleet.retryFailed(job);
    const text = retried === 0 ? `No unit of ${job} failed.` : `${describeCount(retried)} of ${job} can run again.`;
    return { text, json: { job, retried } };
  },
};
