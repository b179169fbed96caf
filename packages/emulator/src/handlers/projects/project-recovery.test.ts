import type { ListProjectsResponse, RecoverProjectResponse } from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CreatedBranch, CreatedProject } from '../../../test/support/api.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const DAY_MS = 86_400_000;
const get = useEmulator({ clock: 'virtual' });
let created: CreatedProject;
let child: CreatedBranch;

beforeEach(async () => {
  const { api, emulator, createProject, createBranch } = get();
  created = await createProject({ name: 'gone' });
  child = await createBranch(created.project.id);
  await api.delete(`/projects/${created.project.id}`);
  await emulator.settle();
});

// neon-behaviour, Rules: recoverable for seven days (`GET /projects?recoverable=true`, `POST …/recover`).
describe('a deleted project', () => {
  test('is listed only as recoverable, with the remaining time', async () => {
    const { api } = get();
    expect((await api.get<ListProjectsResponse>('/projects')).body.projects).toEqual([]);
    const { body } = await api.get<ListProjectsResponse>('/projects?recoverable=true');
    expect(body.projects).toHaveLength(1);
    const [project] = body.projects;
    const leftMs = Date.parse(project?.recoverable_until ?? '') - Date.parse(project?.deleted_at ?? '');
    expect(leftMs).toBe(7 * DAY_MS);
  });

  test('is recovered with branches, endpoints and connection strings', async () => {
    const { api, dataPlane, emulator } = get();
    const before = dataPlane.calls.length;
    const { status, body } = await api.post<RecoverProjectResponse>(`/projects/${created.project.id}/recover`);
    expect(status).toBe(200);
    expect(body.branches.map(({ id }) => id).toSorted()).toEqual([created.branch.id, child.branch.id].toSorted());
    await emulator.settle();
    expect(dataPlane.calls.slice(before).map((call) => call.split(' ')[0])).toEqual(['openEndpoint', 'openEndpoint']);
    const path = `/projects/${created.project.id}/connection_uri?database_name=neondb&role_name=neondb_owner`;
    expect((await api.get(path)).body).toEqual({ uri: created.connection_uris[0]?.connection_uri });
    expect(await api.post(`/projects/${created.project.id}/recover`)).toMatchObject({ status: 409 });
  });

  test('is removed after seven days, children’s data first', async () => {
    const { api, dataPlane, emulator } = get();
    await emulator.clock.advance(7 * DAY_MS);
    expect(await api.post(`/projects/${created.project.id}/recover`)).toMatchObject({ status: 404 });
    await emulator.settle();
    expect(dataPlane.calls.slice(-2)).toEqual([`dropBranch ${child.branch.id}`, `dropBranch ${created.branch.id}`]);
    expect((await api.get<ListProjectsResponse>('/projects?recoverable=true')).body.projects).toEqual([]);
  });
});
