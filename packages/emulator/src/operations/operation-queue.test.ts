import type { ListProjectOperationsResponse, Operation } from '@neon-api/types';
import { describe, expect, test } from 'vitest';
import type { CreatedProject } from '../../test/support/api.ts';
import { startTestEmulator, type TestEmulator, useEmulator } from '../../test/support/use-emulator.ts';

const get = useEmulator();

async function listOperations({ api }: TestEmulator, projectId: string): Promise<Operation[]> {
  const { body } = await api.get<ListProjectOperationsResponse>(`/projects/${projectId}/operations`);
  return body.operations.toReversed();
}

describe('while operations of a project are unfinished', () => {
  test('calls that schedule others are refused with 423, only on that project', async () => {
    const { api, emulator, dataPlane } = get();
    const release = dataPlane.hold();
    const { body } = await api.post<CreatedProject>('/projects', { project: {} });
    const path = `/projects/${body.project.id}`;
    const role = `${path}/branches/${body.branch.id}/roles`;
    for (const locked of [
      await api.post(`${path}/branches`),
      await api.post(role, { role: { name: 'app' } }),
      await api.delete(path),
    ]) {
      expect(locked).toMatchObject({
        status: 423,
        body: {
          code: '',
          message: 'project already has running conflicting operations, scheduling of new ones is prohibited',
        },
      });
    }
    expect(await api.get(path)).toMatchObject({ status: 200 });
    expect(await api.patch(path, { project: { name: 'renamed meanwhile' } })).toMatchObject({ status: 200 });
    expect(await api.post('/projects', { project: {} })).toMatchObject({ status: 201 });
    release();
    await emulator.settle();
    expect(await api.post(role, { role: { name: 'app' } })).toMatchObject({ status: 201 });
  });

  test('the first is running, later ones are scheduling, and all end finished', async () => {
    const context = get();
    const release = context.dataPlane.hold();
    const { body } = await context.api.post<CreatedProject>('/projects', { project: {} });
    const statuses = async (): Promise<string[]> =>
      (await listOperations(context, body.project.id)).map(({ status }) => status);
    expect(await statuses()).toEqual(['running', 'scheduling']);
    release();
    await context.emulator.settle();
    expect(await statuses()).toEqual(['finished', 'finished']);
  });
});

describe('when Postgres fails', () => {
  test('the operation ends in error, its message is logged, and the rest of the call is cancelled', async () => {
    const context = get();
    context.dataPlane.failOn('createBranch', 'No space left for br-x; free some.');
    const { project } = await context.createProject();
    const operations = await listOperations(context, project.id);
    expect(
      operations.map(({ action, status, error, failures_count }) => [action, status, error, failures_count]),
    ).toEqual([
      ['create_timeline', 'error', 'No space left for br-x; free some.', 3],
      ['start_compute', 'cancelled', undefined, 0],
    ]);
    expect(context.log.join('\n')).toMatch(/create_timeline .* of project .* failed: No space left/);
  });
});

describe('events from the data plane', () => {
  test('waking and suspension change the endpoint and appear as operations', async () => {
    const context = get();
    const { api, dataPlane } = context;
    const { project, endpoints } = await context.createProject();
    const id = endpoints[0]?.id ?? '';
    const path = `/projects/${project.id}/endpoints/${id}`;
    dataPlane.events.endpointSuspended(id);
    expect((await api.get(path)).body).toMatchObject({ endpoint: { current_state: 'idle' } });
    dataPlane.events.endpointStarted(id);
    dataPlane.events.endpointStarted(id);
    expect((await api.get(path)).body).toMatchObject({ endpoint: { current_state: 'active' } });
    const operations = await listOperations(context, project.id);
    expect(operations.slice(2).map(({ action, status }) => [action, status])).toEqual([
      ['suspend_compute', 'finished'],
      ['start_compute', 'finished'],
    ]);
  });

  test('an unknown endpoint is ignored', () => {
    expect(() => get().dataPlane.events.endpointStarted('ep-none')).not.toThrow();
  });
});

// neon-behaviour, Operations: `failed` is retried by Neon (`retry_at`, `failures_count`) and is not final.
test('a failed operation is retried at retry_at, and locks the project until then', async () => {
  const failing = await startTestEmulator({ clock: 'virtual', speed: 'realistic' });
  const { api, emulator, dataPlane } = failing;
  dataPlane.failOn('createBranch', 'Not yet.');
  const { body } = await api.post<CreatedProject>('/projects', { project: {} });
  await emulator.clock.advance(1000);
  const path = `/projects/${body.project.id}`;
  const [first] = await listOperations(failing, body.project.id);
  expect(first).toMatchObject({ status: 'failed', failures_count: 1, error: 'Not yet.' });
  expect(Date.parse(first?.retry_at ?? '')).toBeGreaterThan(emulator.clock.now());
  expect(await api.post(`${path}/branches`)).toMatchObject({ status: 423 });
  dataPlane.failOn('createBranch', undefined);
  await emulator.settle();
  const [again] = await listOperations(failing, body.project.id);
  expect(again).toMatchObject({ status: 'finished', failures_count: 1 });
  expect(again).not.toHaveProperty('retry_at');
  await emulator.stop();
});
