import { once } from 'node:events';
import { tenantStep } from '../../jobs/index.ts';
import type { Command } from '../command.ts';
import { loadSteps } from '../load-steps.ts';

/** The job of `run provision`. */
export const PROVISION = 'provision';
const DEFAULT_CONCURRENCY = 10;

export const work: Command = {
  usage: ['work', 'work --steps ./steps.mjs --concurrency 20'],
  summary: 'run the units that any process adds, until SIGTERM or Ctrl-C',
  values: {
    steps: 'module that exports steps, and scheduled if there are schedules; default: only the step of run provision',
    concurrency: `how many units of each job run at once; default: ${DEFAULT_CONCURRENCY}`,
  },
  switches: {},
  async run({ flags, folder, signal, stderr, openFleet }) {
    const path = flags.get('steps');
    const loaded = path === undefined ? undefined : await loadSteps(path, folder);
    const steps = { [PROVISION]: tenantStep(undefined), ...loaded?.steps };
    const { fleet, requireApiKey } = await openFleet();
    requireApiKey();
    const concurrency = flags.whole('concurrency') ?? DEFAULT_CONCURRENCY;
    await fleet.work({ steps, scheduled: loaded?.scheduled, concurrency });
    const jobs = Object.keys(steps);
    stderr.write(`Working on ${jobs.join(', ')}, up to ${concurrency} units of each at once. Ctrl-C stops.\n`);
    if (!signal.aborted) await once(signal, 'abort');
    stderr.write('Stopping: no more units are taken, and those that run longer than 8 s are handed back.\n');
    await fleet.close();
    return { text: 'Stopped.', json: { jobs, stopped: true } };
  },
};
