import { createNeonClient } from '@neon-api/client';
import { listProjectBranches, listProjects } from '@neon-api/client/operations';
import { startEmulator } from '@neon-api/emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { watchCalls } from '../../test/lose-answer.ts';
import { clockAt } from '../../test/virtual-clock.ts';
import { ensureBranch } from '../branches/index.ts';
import { provisionProject } from '../projects/index.ts';
import { csvLine } from './export-consumption.ts';
import { type ConsumptionRow, exportConsumption } from './index.ts';

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('exportConsumption', () => {
  let emulator: Awaited<ReturnType<typeof startEmulator>>;
  let watched: ReturnType<typeof watchCalls>;
  let orgId = '';
  // Advances only once, because running computes cost more every second.
  let nowMs = Date.UTC(2026, 0, 1, 12, 30);
  const period = { from: new Date(nowMs - 3_600_000), granularity: 'hourly' } as const;

  beforeAll(async () => {
    const clock = { ...clockAt(nowMs), now: () => nowMs };
    emulator = await startEmulator({ postgres: 'off', speed: 'instant', strict: true, clock });
    watched = watchCalls(
      createNeonClient({ apiKey: emulator.apiKey, baseUrl: emulator.apiUrl, orgId: emulator.orgId, clock }),
    );
    for (let n = 0; n < 102; n++) await provisionProject(watched.neon);
    const [project] = (await listProjects(watched.neon, { limit: 1 })).projects;
    orgId = project?.org_id ?? '';
    await ensureBranch(watched.neon, { projectId: project?.id ?? '', name: 'second', compute: false });
    nowMs += 90_000;
    watched.calls.length = 0;
  }, 60_000);
  afterAll(() => emulator?.stop());

  test('returns every metric of every project, from all pages', async () => {
    const metrics = ['compute_unit_seconds', 'extra_branches_month'];
    const rows = await collect(exportConsumption(watched.neon, { orgId, ...period, metrics }));
    expect(new Set(rows.map(({ projectId }) => projectId)).size).toBe(102);
    expect(new Set(rows.map(({ metric }) => metric))).toEqual(new Set(metrics));
    expect(rows.every(({ value, branchId }) => typeof value === 'number' && branchId === undefined)).toBe(true);
    // Two pages of 100 at most, and the one that ends the list.
    expect(watched.calls.length).toBeLessThanOrEqual(3);
  });

  test('sends at most 100 project ids per request, and returns every branch', async () => {
    const options = { orgId, ...period, metrics: ['compute_unit_seconds'], per: 'branch' } as const;
    const rows = await collect(exportConsumption(watched.neon, options));
    const [project] = (await listProjects(watched.neon, { limit: 1 })).projects;
    const { branches } = await listProjectBranches(watched.neon, { project_id: project?.id ?? '' });
    const ofProject = rows.filter(({ projectId }) => projectId === project?.id).map(({ branchId }) => branchId);
    expect(new Set(ofProject)).toEqual(new Set(branches.map(({ id }) => id)));
    expect(new Set(rows.map(({ projectId }) => projectId)).size).toBe(102);
  });

  test('writes the same data as CSV', async () => {
    const options = { orgId, ...period, metrics: ['compute_unit_seconds'] };
    const costs = exportConsumption(watched.neon, options);
    const rows: ConsumptionRow[] = await collect(costs);
    expect(rows.some(({ value }) => value > 0)).toBe(true);
    const lines = await collect(costs.csv());
    expect(lines[0]).toBe('project_id,branch_id,period_id,plan,from,to,metric,value\r\n');
    expect(lines.slice(1).map((line) => Number(line.trim().split(',').at(-1)))).toEqual(rows.map(({ value }) => value));
  });

  test('refuses invalid options', () => {
    expect(() => exportConsumption(watched.neon, { orgId, ...period, metrics: [] })).toThrow('metrics is empty');
    const odd = { orgId, ...period, from: 'last week', metrics: ['x'] };
    expect(() => exportConsumption(watched.neon, odd)).toThrow('from must be a time');
  });
});

test('csvLine quotes fields, and escapes those that a spreadsheet would run', () => {
  expect(csvLine(['a', 'b,c', 'say "x"', undefined, 1.5])).toBe('a,"b,c","say ""x""",,1.5\r\n');
  expect(csvLine(['=1+1', '-2', -2])).toBe("'=1+1,'-2,-2\r\n");
});
