import type { Clock } from '@neon-api/client';
import type { FleetReport, WorkUnit } from '@neon-api/helpers';
import { assertNoSecret, type UnitStore } from '../store/index.ts';
import { assertConcurrency, assertMaxFailures, assertUnits, DEFAULT_CONCURRENCY, type Fleet } from './fleet-options.ts';
import { followJob } from './follow-job.ts';
import { type OpenReport, type Remembered, reportUnits } from './job-status.ts';
import type { Jobs } from './open-jobs.ts';

/** A large job is stored, queued and reported in pages, so that memory holds only the units and the report. */
const PAGE_SIZE = 1_000;

export function createRun(jobs: Jobs, clock: Clock): Fleet['run'] {
  return async (job, units, step, { concurrency = DEFAULT_CONCURRENCY, maxFailures, signal } = {}) => {
    assertConcurrency(concurrency, 0);
    assertMaxFailures(maxFailures, concurrency);
    assertUnits(units, assertNoSecret);
    signal?.throwIfAborted();
    const store = jobs.storeOf(job);
    const doneBefore = new Set<string>();
    for (const page of pagesOf(units)) for (const key of await store.add(page)) doneBefore.add(key);
    await jobs.enqueue(job);
    const stop = concurrency > 0 ? await jobs.workOn(job, step, { concurrency, maxFailures }) : undefined;
    try {
      const isEmpty = (await jobs.readStatus(job)).total === 0;
      if (!isEmpty) for await (const _ of followJob(() => jobs.readStatus(job), clock, signal));
    } finally {
      await stop?.();
    }
    return readReport(store, units, doneBefore);
  };
}

async function readReport<Unit extends WorkUnit>(
  store: UnitStore,
  units: readonly Unit[],
  doneBefore: ReadonlySet<string>,
): Promise<FleetReport<Unit, Remembered>> {
  const report: OpenReport<Unit> = { done: [], failed: [], skipped: [] };
  for (const page of pagesOf(units)) {
    reportUnits(report, page, await store.list(page.map(({ key }) => key)), doneBefore);
  }
  return report;
}

function* pagesOf<Unit>(units: readonly Unit[]): Generator<readonly Unit[]> {
  for (let from = 0; from < units.length; from += PAGE_SIZE) yield units.slice(from, from + PAGE_SIZE);
}
