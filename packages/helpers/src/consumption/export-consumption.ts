import { type CallOptions, type NeonCaller, NeonUsageError, paginate } from '@neon-api/client';
import {
  getConsumptionHistoryPerBranchV2,
  getConsumptionHistoryPerProjectV2,
  listProjects,
} from '@neon-api/client/operations';
import type { ConsumptionHistoryGranularity, ConsumptionHistoryPerPeriodV2 } from '@neon-api/types';
import { withoutUndefined } from '../internal/index.ts';
import {
  assertOptions,
  callOptions,
  listOf,
  type OptionRule,
  type OptionRules,
  oneOf,
  required,
  SIGNAL_OPTION,
  type SignalOption,
  text,
} from '../options/index.ts';

export interface ExportConsumptionOptions extends SignalOption {
  readonly orgId: string;
  /** Start of the period, RFC 3339 or a Date. Neon rounds it to the granularity. */
  readonly from: string | Date;
  /** End of the period, RFC 3339 or a Date. Default: now. */
  readonly to?: string | Date | undefined;
  /** Neon keeps hourly figures for 168 hours, daily ones for 60 days, monthly ones for a year. */
  readonly granularity: ConsumptionHistoryGranularity;
  /** Names of metrics, such as `compute_unit_seconds`; at least one. Neon's API document lists them. */
  readonly metrics: readonly string[];
  /** Default: all projects of the organization. */
  readonly projectIds?: readonly string[] | undefined;
  /** Whether rows are per project or per branch. Default: `project`. */
  readonly per?: 'project' | 'branch' | undefined;
}

/** One figure. */
export interface ConsumptionRow {
  readonly projectId: string;
  /** Undefined in rows per project. */
  readonly branchId: string | undefined;
  readonly periodId: string;
  readonly plan: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly metric: string;
  readonly value: number;
}

/** The rows of an export. Each iteration sends the requests again. */
export interface ConsumptionExport extends AsyncIterable<ConsumptionRow> {
  /** Returns the lines of a CSV file (RFC 4180), including line endings. The first line has the column names. */
  csv(): AsyncGenerator<string, undefined, void>;
}

interface Source {
  readonly projectId: string;
  readonly branchId: string | undefined;
  readonly periods: readonly ConsumptionHistoryPerPeriodV2[];
}

// Spec: the most project ids in one request.
const MOST_PROJECT_IDS = 100;
const DATE: OptionRule = {
  must: 'a time, as RFC 3339 or a Date',
  holds: (value) => (typeof value === 'string' || value instanceof Date) && !Number.isNaN(new Date(value).getTime()),
};
const OPTIONS: OptionRules<ExportConsumptionOptions> = {
  ...SIGNAL_OPTION,
  orgId: required(text),
  from: required(DATE),
  to: DATE,
  granularity: required(text),
  metrics: required(listOf(text)),
  projectIds: listOf(text),
  per: oneOf('project', 'branch'),
};
const COLUMNS = ['project_id', 'branch_id', 'period_id', 'plan', 'from', 'to', 'metric', 'value'];

/**
 * Iterates over the consumption of projects or branches, one figure at a time. Reads all pages and keeps only one in
 * memory.
 *
 * @throws NeonUsageError if `metrics` is empty, or a time is invalid
 * @throws NeonApiError, during the iteration, if Neon refuses the period or a metric, or the plan has no consumption data
 * @example
 * const costs = exportConsumption(neon, { orgId, from, granularity: 'daily', metrics: ['compute_unit_seconds'] });
 * for await (const { projectId, value } of costs) console.log(projectId, value);
 * for await (const line of costs.csv()) process.stdout.write(line);
 */
export function exportConsumption(neon: NeonCaller, options: ExportConsumptionOptions): ConsumptionExport {
  assertOptions('exportConsumption', options, OPTIONS);
  const { metrics } = options;
  if (metrics.length === 0) throw new NeonUsageError('exportConsumption: metrics is empty. Name at least one.');
  const period = {
    from: new Date(options.from).toISOString(),
    to: new Date(options.to ?? neon.runtime.clock.now()).toISOString(),
  };
  const params = {
    org_id: options.orgId,
    granularity: options.granularity,
    metrics: [...metrics],
    ...period,
  };
  const sources = options.per === 'branch' ? branchSources : projectSources;

  async function* rows(): AsyncGenerator<ConsumptionRow, undefined, void> {
    for await (const source of sources(neon, params, options.projectIds, callOptions(options))) yield* rowsOf(source);
    return undefined;
  }
  async function* csv(): AsyncGenerator<string, undefined, void> {
    yield csvLine(COLUMNS);
    for await (const row of rows()) {
      const { projectId, branchId, periodId, plan, from, to, metric, value } = row;
      yield csvLine([projectId, branchId, periodId, plan, from, to, metric, value]);
    }
    return undefined;
  }
  return { [Symbol.asyncIterator]: rows, csv };
}

interface Query {
  readonly org_id: string;
  readonly granularity: ConsumptionHistoryGranularity;
  readonly metrics: string[];
  readonly from: string;
  readonly to: string;
}

async function* projectSources(
  neon: NeonCaller,
  query: Query,
  projectIds: readonly string[] | undefined,
  call: CallOptions,
): AsyncGenerator<Source, void, void> {
  for (const ids of projectIds === undefined ? [undefined] : chunksOf(projectIds)) {
    const params = withoutUndefined({ ...query, project_ids: ids });
    for await (const { project_id, periods } of paginate(neon, getConsumptionHistoryPerProjectV2, params, call)) {
      yield { projectId: project_id, branchId: undefined, periods };
    }
  }
}

async function* branchSources(
  neon: NeonCaller,
  query: Query,
  projectIds: readonly string[] | undefined,
  call: CallOptions,
): AsyncGenerator<Source, void, void> {
  // Spec: figures per branch require project ids.
  for (const ids of chunksOf(projectIds ?? (await allProjectIds(neon, query.org_id, call)))) {
    const params = { ...query, project_ids: ids };
    for await (const one of paginate(neon, getConsumptionHistoryPerBranchV2, params, call)) {
      yield { projectId: one.project_id, branchId: one.branch_id, periods: one.periods };
    }
  }
}

async function allProjectIds(neon: NeonCaller, orgId: string, call: CallOptions): Promise<readonly string[]> {
  const projects = await paginate(neon, listProjects, { org_id: orgId }, call).collect();
  return projects.map(({ id }) => id);
}

function* rowsOf({ projectId, branchId, periods }: Source): Generator<ConsumptionRow, void, void> {
  for (const { period_id: periodId, period_plan: plan, consumption } of periods) {
    for (const { timeframe_start: from, timeframe_end: to, metrics = [] } of consumption) {
      for (const { metric_name: metric, value } of metrics) {
        yield { projectId, branchId, periodId, plan, from, to, metric, value };
      }
    }
  }
}

function chunksOf(ids: readonly string[]): string[][] {
  const unique = [...new Set(ids)];
  const count = Math.ceil(unique.length / MOST_PROJECT_IDS);
  return Array.from({ length: count }, (_, n) => unique.slice(n * MOST_PROJECT_IDS, (n + 1) * MOST_PROJECT_IDS));
}

/** Formats one record as RFC 4180 requires. Undefined becomes an empty field. */
export function csvLine(fields: readonly (string | number | undefined)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(field: string | number | undefined): string {
  if (typeof field !== 'string') return String(field ?? '');
  // A spreadsheet would run these as formulas.
  const text = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
