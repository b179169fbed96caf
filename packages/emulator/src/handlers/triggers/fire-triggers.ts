import type { ProjectBranchLogRecord } from '@neon-api/types';
import type { BranchRecord, ProjectRecord, TriggerConfig } from '../../state/index.ts';
import { type Random, randomText } from '../../support/index.ts';
import type { SharedContext } from '../handler.ts';
import { appendLogs, LOG_RETENTION_MS, type NewRecord, newLog } from '../logs/index.ts';
import { findNextRunMs } from './cron.ts';
import { listTriggers } from './effective-triggers.ts';
import { planNextRun } from './trigger-config.ts';

/** One function call by a trigger. */
interface Invocation {
  readonly record: BranchRecord;
  readonly trigger: { readonly id: string; readonly config: TriggerConfig };
  readonly atMs: number;
  /** The event data that the function receives. */
  readonly data: Readonly<Record<string, string>>;
}

/** Docs (functions/logs): the scope of the lines that the platform logs around each request. */
const REQUEST_SCOPE = 'neon.function.request';
const HEX = '0123456789abcdef';
const ALPHANUMERICS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Returns when the branch's next schedule is due, in milliseconds since the epoch; infinity if never. */
export function triggersDueMs({ services }: BranchRecord): number {
  const runs = (services?.triggers ?? []).flatMap(({ config }) => config?.nextRunAt ?? []);
  return Math.min(Number.POSITIVE_INFINITY, ...runs.map((at) => Date.parse(at)));
}

/**
 * Invokes every scheduled run since the last check, including those while the emulator was stopped, as Neon would have.
 * Skips runs whose logs would have expired.
 */
export function fireSchedules(context: SharedContext, project: ProjectRecord): void {
  const nowMs = context.clock.now();
  const due: Invocation[] = [];
  for (const record of project.branches.values()) {
    if (triggersDueMs(record) > nowMs) continue;
    for (const trigger of record.services?.triggers ?? []) {
      const { id, config } = trigger;
      if (!config) continue;
      const runsMs = listRuns(config, nowMs);
      if (runsMs.length > 0) trigger.config = planNextRun(config, nowMs);
      for (const atMs of runsMs) {
        due.push({ record, trigger: { id, config }, atMs, data: { scheduled_at: formatMinute(atMs) } });
      }
    }
  }
  due.sort((a, b) => a.atMs - b.atMs);
  invoke(context, project, due);
}

/** Restarts the schedules of a recovered branch. Runs that were due while it was deleted are skipped. */
export function resumeSchedules({ services }: BranchRecord, nowMs: number): void {
  for (const trigger of services?.triggers ?? []) {
    if (trigger.config) trigger.config = planNextRun(trigger.config, nowMs);
  }
}

export interface Upload {
  readonly project: ProjectRecord;
  readonly record: BranchRecord;
  readonly bucket: string;
  readonly key: string;
}

/** Spec: a successful upload invokes the bucket's triggers whose prefix matches the whole key. */
export function fireUpload(context: SharedContext, { project, record, bucket, key }: Upload): void {
  for (const { id, config } of listTriggers(project, record)) {
    const { event, isEnabled } = config;
    if (!isEnabled || event.type !== 'storage_object_created') continue;
    if (event.bucketName !== bucket || !key.startsWith(event.prefix ?? '')) continue;
    const data = { bucket_name: bucket, object_key: key };
    invoke(context, project, [{ record, trigger: { id, config }, atMs: context.clock.now(), data }]);
  }
}

function listRuns({ event, nextRunAt }: TriggerConfig, nowMs: number): number[] {
  if (event.type !== 'schedule' || nextRunAt === undefined) return [];
  const firstMs = Date.parse(nextRunAt);
  const oldestMs = nowMs - LOG_RETENTION_MS;
  const runsMs: number[] = [];
  let runMs = firstMs < oldestMs ? findNextRunMs(event.cron, oldestMs - 1) : firstMs;
  for (; runMs !== undefined && runMs <= nowMs; runMs = findNextRunMs(event.cron, runMs)) runsMs.push(runMs);
  return runsMs;
}

/** Logs the lines around the request, with the event data. The emulator does not run functions. */
function invoke({ clock, random }: SharedContext, project: ProjectRecord, invocations: readonly Invocation[]): void {
  const records = invocations.flatMap((invocation): NewRecord[] => {
    const branchId = invocation.record.branch.id;
    return describeInvocation(invocation, random).map((record) => ({ branchId, record }));
  });
  appendLogs(project, records, clock.now());
}

function describeInvocation(
  { record, trigger: { id, config }, atMs, data }: Invocation,
  random: Random,
): ProjectBranchLogRecord[] {
  const { name, functionSlug, functionPath, event } = config;
  const target = record.services?.functions.find(({ slug }) => slug === functionSlug);
  const invocationId = randomText(ALPHANUMERICS, 32, random);
  const request = { version: 1, invocation_id: invocationId, trigger: { type: event.type, id, name }, data };
  const shared = {
    atMs,
    source: 'function',
    service: functionSlug,
    scope: REQUEST_SCOPE,
    ...(target ? { entityId: target.id } : {}),
    trace: { traceId: randomText(HEX, 32, random), spanId: randomText(HEX, 16, random) },
    attributes: { method: 'POST', path: functionPath, body: JSON.stringify(request) },
  } as const;
  if (!target) return [newLog({ ...shared, severity: 'error', body: `function "${functionSlug}" not found` })];
  return ['invoke begin', 'invoke end'].map((body) => newLog({ ...shared, severity: 'info', body }));
}

/** Formats a time as the function receives it: `2026-09-08T19:30:00Z`. */
function formatMinute(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}
