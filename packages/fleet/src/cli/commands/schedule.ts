import { drawTable } from '@neon-api/ground';
import { UsageError } from '@neon-api/ground/cli';
import type { Command } from '../command.ts';

export const schedule: Command = {
  usage: ['schedule list'],
  summary: 'list the schedules, with the next time of each',
  ...{ values: {}, switches: {}, actions: ['list'], takesWords: true },
  async run({ words, openFleet }) {
    if (words.length !== 1 || words[0] !== 'list') throw new UsageError('schedule: expected list.');
    const { fleet } = await openFleet();
    const schedules = await fleet.schedules();
    const rows = schedules.map(({ job, cron, timeZone, nextAt }) => [job, cron, timeZone, nextAt.toISOString()]);
    const table = drawTable([['job', 'schedule', 'time zone', 'next'], ...rows]);
    return { text: rows.length === 0 ? 'No schedules.' : table.join('\n'), json: schedules };
  },
};
