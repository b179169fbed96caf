import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type CommandResult, type Flags, UsageError } from '@neon-api/ground/cli';
import type { FleetReport, TenantTemplate, TenantUnit } from '@neon-api/helpers';
import type { Remembered } from '../../jobs/index.ts';
import { requireOrganization } from '../../require-organization.ts';
import { safeMessage } from '../../store/index.ts';
import type { Command, CommandContext, OpenFleet } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { showProgress } from '../show-progress.ts';
import { PROVISION } from './work.ts';

const DEFAULT_CONCURRENCY = 10;

export const run: Command = {
  usage: [
    'run provision --tenants tenants.txt --template project --region aws-eu-central-1',
    'run provision --tenants tenants.txt --template branch --project ID --concurrency 0',
  ],
  summary: 'create a database for each tenant, and wait until all have one',
  values: {
    tenants: 'file with the key of a tenant in each line',
    template: 'what a tenant gets: project, or branch of --project',
    region: "project: region, such as aws-eu-central-1; default: Neon's default",
    'pg-version': "project: major version of Postgres; default: Neon's default",
    project: 'branch: id of the project',
    job: `name of the job; default: ${PROVISION}`,
    concurrency: `how many units this process runs at once; 0: only workers run them; default: ${DEFAULT_CONCURRENCY}`,
  },
  switches: {},
  actions: [PROVISION],
  takesWords: true,
  async run(context) {
    const { flags, words, folder, signal, openFleet } = context;
    if (words.length !== 1 || words[0] !== PROVISION) throw new UsageError(`run: expected ${PROVISION}.`);
    const tenants = await readTenants(flags.need('tenants'), folder);
    const template = readTemplate(flags);
    const concurrency = flags.whole('concurrency') ?? DEFAULT_CONCURRENCY;
    const open = await openFleet();
    open.requireApiKey();
    const job = flags.get('job') ?? PROVISION;
    const options = { tenants, template: await inOrganization(template, open, context), concurrency, signal };
    const stopShowing = showProgress(open.fleet, job, context);
    try {
      return toResult(job, await open.fleet.provisionTenants(job, options));
    } finally {
      await stopShowing();
    }
  },
};

async function readTenants(path: string, folder: string): Promise<readonly string[]> {
  const text = await readFile(resolve(folder, path), 'utf8').catch((error: unknown) => {
    throw new UsageError(`Cannot read --tenants ${path}: ${safeMessage(error)}`);
  });
  const lines = text.split('\n').map((line) => line.trim());
  const tenants = lines.filter((line) => line !== '');
  if (tenants.length > 0) return tenants;
  throw new UsageError(`--tenants ${path} has no tenants. Write the key of one into each line.`);
}

function readTemplate(flags: Flags): TenantTemplate {
  const kind = flags.need('template');
  if (kind === 'project') return { kind, regionId: flags.get('region'), pgVersion: flags.whole('pg-version') };
  if (kind === 'branch') return { kind, projectId: flags.need('project') };
  throw new UsageError(`--template must be project or branch, not ${JSON.stringify(kind)}.`);
}

/** Adds the organization of new projects, because a worker may have another one in its environment. */
async function inOrganization(
  template: TenantTemplate,
  { neon }: OpenFleet,
  { flags, signal }: CommandContext,
): Promise<TenantTemplate> {
  if (template.kind === 'branch') return template;
  return { ...template, orgId: flags.get('org') ?? (await requireOrganization(neon, signal)) };
}

function toResult(job: string, { done, failed, skipped }: FleetReport<TenantUnit, Remembered>): CommandResult {
  const failures = failed.map(({ unit, error }) => ({ key: unit.key, error: safeMessage(error) }));
  const counts = [
    `${done.length} done`,
    `${failures.length} failed`,
    ...(skipped.length > 0 ? [`${skipped.length} done before`] : []),
  ];
  const lines = failures.map(({ key, error }) => `${key}: ${error}`);
  const remedy = failures.length === 0 ? [] : [`To run these again: neon-fleet retry ${job}, then the same command.`];
  return {
    text: [...lines, `${counts.join(', ')}.`, ...remedy].join('\n'),
    json: {
      job,
      done: done.map(({ unit, result }) => ({ key: unit.key, ...result })),
      ...{ failed: failures, skipped: skipped.map(({ key }) => key) },
    },
    exitCode: failures.length === 0 ? EXIT.done : EXIT.failed,
  };
}
