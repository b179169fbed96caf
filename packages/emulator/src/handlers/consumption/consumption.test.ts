import type {
  GetConsumptionHistoryPerBranchV2Response,
  GetConsumptionHistoryPerProjectResponse,
  GetConsumptionHistoryPerProjectV2Response,
  GetProjectResponse,
} from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CreatedProject } from '../../../test/support/api.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const MINUTE_MS = 60_000;
const get = useEmulator({ clock: 'virtual' });
let created: CreatedProject;
let range: string;

beforeEach(async () => {
  const { emulator, api, createProject } = get();
  created = await createProject({ default_endpoint_settings: { suspend_timeout_seconds: -1 } });
  const from = new Date(emulator.clock.now()).toISOString();
  await emulator.clock.advance(10 * MINUTE_MS);
  await api.post(`/projects/${created.project.id}/endpoints/${created.endpoints[0]?.id}/suspend`);
  await emulator.settle();
  await emulator.clock.advance(60 * MINUTE_MS);
  const to = new Date(emulator.clock.now()).toISOString();
  range = `from=${from}&to=${to}`;
});

describe('consumption measures what ran', () => {
  test('by project', async () => {
    const { body } = await get().api.get<GetProjectResponse>(`/projects/${created.project.id}`);
    expect(body.project).toMatchObject({ active_time_seconds: 600, compute_time_seconds: 150 });
  });

  test('by hour', async () => {
    const { body } = await get().api.get<GetConsumptionHistoryPerProjectResponse>(
      `/consumption_history/projects?granularity=hourly&${range}`,
    );
    const hours = body.projects[0]?.periods[0]?.consumption ?? [];
    expect(hours.length).toBeGreaterThanOrEqual(2);
    expect(hours.reduce((sum, { active_time_seconds }) => sum + active_time_seconds, 0)).toBe(600);
    expect(hours.reduce((sum, { compute_time_seconds }) => sum + compute_time_seconds, 0)).toBe(150);
  });

  test('in the newer format, by project and by branch, with the requested metrics', async () => {
    const { api } = get();
    const query = `org_id=${created.project.org_id}&metrics=compute_unit_seconds,extra_branches_month&granularity=daily&${range}`;
    const projects = await api.get<GetConsumptionHistoryPerProjectV2Response>(
      `/consumption_history/v2/projects?${query}`,
    );
    const [day] = projects.body.projects[0]?.periods[0]?.consumption ?? [];
    expect(day?.metrics?.map(({ metric_name }) => metric_name)).toEqual([
      'compute_unit_seconds',
      'extra_branches_month',
    ]);
    const branches = await api.get<GetConsumptionHistoryPerBranchV2Response>(
      `/consumption_history/v2/branches?${query}&project_ids=${created.project.id}`,
    );
    expect(branches.body.branches.map(({ branch_id }) => branch_id)).toEqual([created.branch.id]);
  });

  test('only over a valid range that is not too long', async () => {
    const { api } = get();
    const ask = (query: string) => api.get(`/consumption_history/projects?granularity=hourly&${query}`);
    expect(await ask('from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z')).toMatchObject({ status: 400 });
    expect(await ask('from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z')).toMatchObject({ status: 400 });
  });
});
