import type { EndpointOperations } from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CreatedBranch, CreatedProject } from '../../../test/support/api.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let created: CreatedProject;
let base: string;
let path: string;

beforeEach(async () => {
  created = await get().createProject();
  base = `/projects/${created.project.id}/endpoints`;
  path = `${base}/${created.endpoints[0]?.id}`;
});

const actionsOf = ({ operations }: EndpointOperations): string[] => operations.map(({ action }) => action);

async function suspend(): Promise<EndpointOperations> {
  const { body } = await get().api.post<EndpointOperations>(`${path}/suspend`);
  await get().emulator.settle();
  return body;
}

test('a new one has the defaults of its project', async () => {
  const { api } = get();
  const limits = { autoscaling_limit_min_cu: 1, autoscaling_limit_max_cu: 2 };
  await api.patch(`/projects/${created.project.id}`, { project: { default_endpoint_settings: limits } });
  const endpoint = { branch_id: created.branch.id, type: 'read_only' };
  expect(await api.post(base, { endpoint })).toMatchObject({ status: 201, body: { endpoint: limits } });
});

test('a region other than the project’s is refused', async () => {
  const endpoint = { branch_id: created.branch.id, type: 'read_only', region_id: 'aws-eu-west-2' };
  expect(await get().api.post(base, { endpoint })).toMatchObject({
    status: 422,
    body: { message: expect.stringContaining('region_id') },
  });
});

test('creating one starts start_compute; a branch can have only one read_write but many read_only', async () => {
  const { api, emulator } = get();
  const ask = (type: string): ReturnType<typeof api.post<EndpointOperations>> =>
    api.post(base, { endpoint: { branch_id: created.branch.id, type } });
  const replica = await ask('read_only');
  expect(replica.status).toBe(201);
  expect(actionsOf(replica.body)).toEqual(['start_compute']);
  await emulator.settle();
  expect(await ask('read_write')).toMatchObject({ status: 422 });
  expect((await api.get<{ endpoints: unknown[] }>(base)).body.endpoints).toHaveLength(2);
  const ofBranch = `/projects/${created.project.id}/branches/${created.branch.id}/endpoints`;
  expect((await api.get<{ endpoints: unknown[] }>(ofBranch)).body.endpoints).toHaveLength(2);
});

describe('updating an endpoint', () => {
  test('that is active starts apply_config', async () => {
    const { body } = await get().api.patch<EndpointOperations>(path, { endpoint: { autoscaling_limit_max_cu: 2 } });
    expect(actionsOf(body)).toEqual(['apply_config']);
    expect(body.endpoint).toMatchObject({ autoscaling_limit_min_cu: 0.25, autoscaling_limit_max_cu: 2 });
  });

  test('that is idle starts nothing', async () => {
    await suspend();
    const { body } = await get().api.patch<EndpointOperations>(path, { endpoint: { name: 'main compute' } });
    expect(actionsOf(body)).toEqual([]);
    expect(body.endpoint.name).toBe('main compute');
  });

  test('moving an active one starts apply_config and suspend_compute', async () => {
    const { api, emulator, dataPlane } = get();
    const { body: child } = await api.post<CreatedBranch>(`/projects/${created.project.id}/branches`);
    await emulator.settle();
    const { body } = await api.patch<EndpointOperations>(path, { endpoint: { branch_id: child.branch.id } });
    expect(actionsOf(body)).toEqual(['apply_config', 'suspend_compute']);
    await emulator.settle();
    expect(dataPlane.calls).toContain(
      `openEndpoint ${JSON.stringify({ endpointId: created.endpoints[0]?.id, branchId: child.branch.id })}`,
    );
  });

  test('disabling it closes it, and it cannot be started', async () => {
    const { api, emulator, dataPlane } = get();
    await api.patch(path, { endpoint: { disabled: true } });
    await emulator.settle();
    expect(dataPlane.calls.at(-1)).toBe(`closeEndpoint ${created.endpoints[0]?.id}`);
    expect(await api.post(`${path}/start`)).toMatchObject({ status: 422 });
  });
});

describe('deleting an endpoint', () => {
  test('that is active starts suspend_compute and removes it immediately', async () => {
    const { body } = await get().api.delete<EndpointOperations>(path);
    expect(actionsOf(body)).toEqual(['suspend_compute']);
    expect(await get().api.get(path)).toMatchObject({ status: 404, body: { message: 'endpoint not found' } });
  });

  test('that is idle shows no operation but closes it', async () => {
    const { api, emulator, dataPlane } = get();
    await suspend();
    expect(actionsOf((await api.delete<EndpointOperations>(path)).body)).toEqual([]);
    await emulator.settle();
    expect(dataPlane.calls.at(-1)).toBe(`closeEndpoint ${created.endpoints[0]?.id}`);
  });

  test('of a protected branch is refused', async () => {
    const { api } = get();
    await api.patch(`/projects/${created.project.id}/branches/${created.branch.id}`, { branch: { protected: true } });
    expect(await api.delete(path)).toMatchObject({ status: 422 });
  });
});

describe('start, suspend, restart', () => {
  test('an active endpoint can be suspended and started again', async () => {
    const { api, emulator } = get();
    const suspended = await suspend();
    expect(actionsOf(suspended)).toEqual(['suspend_compute']);
    expect(suspended.endpoint.pending_state).toBe('idle');
    expect((await api.get(path)).body).toMatchObject({ endpoint: { current_state: 'idle' } });
    expect(actionsOf((await api.post<EndpointOperations>(`${path}/start`)).body)).toEqual(['start_compute']);
    await emulator.settle();
    expect((await api.get(path)).body).toMatchObject({ endpoint: { current_state: 'active' } });
  });

  test('requesting the current state starts nothing', async () => {
    expect(actionsOf((await get().api.post<EndpointOperations>(`${path}/start`)).body)).toEqual([]);
    await suspend();
    expect(actionsOf(await suspend())).toEqual([]);
  });

  test('restart restarts an active endpoint and starts an idle one', async () => {
    const { api, emulator } = get();
    const active = await api.post<EndpointOperations>(`${path}/restart`);
    expect(actionsOf(active.body)).toEqual(['suspend_compute', 'start_compute']);
    await emulator.settle();
    await suspend();
    expect(actionsOf((await api.post<EndpointOperations>(`${path}/restart`)).body)).toEqual(['start_compute']);
  });
});
