import type { ListProjectsResponse, Operation } from '@neon-api/types';
import { describe, expect, test } from 'vitest';
import type { CreatedProject } from '../../../test/support/api.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();

describe('createProject', () => {
  test('names, ids and defaults match Neon', async () => {
    const { api } = get();
    const { status, body } = await api.post<CreatedProject>('/projects', { project: {} });
    expect(status).toBe(201);
    const { project, branch, endpoints, roles, databases } = body;
    expect(project.id).toMatch(/^[a-z]+-[a-z]+-\d{8}$/);
    expect(project).toMatchObject({
      name: project.id,
      pg_version: 17,
      region_id: 'aws-us-east-1',
      provisioner: 'k8s-neonvm',
      store_passwords: true,
      history_retention_seconds: 86_400,
      proxy_host: 'c-1.us-east-1.aws.neon.localhost',
    });
    expect(branch.id).toMatch(/^br-[a-z]+-[a-z]+-[a-z0-9]{8}$/);
    expect(branch).toMatchObject({ name: 'main', default: true, current_state: 'init', pending_state: 'ready' });
    expect(roles.map(({ name }) => name)).toEqual(['neondb_owner']);
    expect(roles[0]?.password).toMatch(/^npg_[A-Za-z0-9]{12}$/);
    expect(databases.map(({ name, owner_name }) => [name, owner_name])).toEqual([['neondb', 'neondb_owner']]);
    const [endpoint] = endpoints;
    expect(endpoint?.id).toMatch(/^ep-[a-z]+-[a-z]+-[a-z0-9]{8}$/);
    expect(endpoint?.id.slice(-8, -6)).toBe(branch.id.slice(-8, -6));
    expect(endpoint).toMatchObject({ type: 'read_write', current_state: 'init', pending_state: 'active' });
    expect(endpoint?.host).toBe(`${endpoint?.id}.${project.proxy_host}`);
  });

  test('the role is named after the database by default', async () => {
    const { roles, databases } = await get().createProject({ branch: { database_name: 'shop' } });
    expect(roles.map(({ name }) => name)).toEqual(['shop_owner']);
    expect(databases[0]?.owner_name).toBe('shop_owner');
  });

  test('starts create_timeline (running) and start_compute (scheduling), which do the work and finish', async () => {
    const { api, dataPlane, emulator } = get();
    const { body } = await api.post<CreatedProject>('/projects', { project: {} });
    expect(body.operations.map(({ action, status, total_duration_ms }) => [action, status, total_duration_ms])).toEqual(
      [
        ['create_timeline', 'running', 0],
        ['start_compute', 'scheduling', 0],
      ],
    );
    await emulator.settle();
    const { project, branch, endpoints } = body;
    const endpointId = endpoints[0]?.id;
    expect(dataPlane.calls.map((call) => call.split(' ')[0])).toEqual([
      'createBranch',
      'openEndpoint',
      'startEndpoint',
    ]);
    expect(dataPlane.calls[0]).toContain(`"branchId":"${branch.id}","pgVersion":17`);
    const ready = await api.get<{ branch: { current_state: string } }>(`/projects/${project.id}/branches/${branch.id}`);
    expect(ready.body.branch).toMatchObject({ current_state: 'ready' });
    expect(ready.body.branch).not.toHaveProperty('pending_state');
    const active = await api.get<{ endpoint: object }>(`/projects/${project.id}/endpoints/${endpointId}`);
    expect(active.body.endpoint).toMatchObject({ current_state: 'active' });
  });

  test('the response has a connection URI with the password', async () => {
    const { connection_uris, roles, endpoints } = await get().createProject();
    const [connection] = connection_uris;
    expect(connection?.connection_uri).toBe(
      `postgresql://neondb_owner:${roles[0]?.password}@127.0.0.1:5999/neondb?options=endpoint%3D${endpoints[0]?.id}`,
    );
    expect(connection?.connection_parameters.pooler_host).toContain(`${endpoints[0]?.id}-pooler.`);
  });

  test.each([
    ['a reserved role', { branch: { role_name: 'pg_admin' } }, /reserved/],
    ['a reserved database', { branch: { database_name: 'postgres' } }, /reserved/],
    ['a name longer than 63 bytes', { branch: { role_name: 'ä'.repeat(32) } }, /63 bytes/],
    ['an unknown region', { region_id: 'aws-mars-1' }, /region "aws-mars-1" does not exist/],
    [
      'an unavailable Postgres version',
      { pg_version: 14 },
      /Postgres 14 is not installed \(found: 17\)\. To use 14, install it/,
    ],
    ['autoscaling over more than 8 CU', { autoscaling_limit_min_cu: 1, autoscaling_limit_max_cu: 16 }, /at most 8 CU/],
    ['a suspend timeout below 60 s', { default_endpoint_settings: { suspend_timeout_seconds: 30 } }, /at least 60/],
  ])('refuses %s with 422', async (_, project, message) => {
    const answer = await get().api.post<{ message: string }>('/projects', { project });
    expect(answer.status).toBe(422);
    expect(answer.body.message).toMatch(message);
  });

  test('an unknown organization is not found', async () => {
    const answer = await get().api.post('/projects', { project: { org_id: 'org-of-others' } });
    expect(answer).toMatchObject({ status: 404, body: { message: 'organization not found' } });
  });
});

describe('listProjects', () => {
  test('returns 10 by default, and every project once over all pages', async () => {
    const { api } = get();
    const created: string[] = [];
    for (let index = 0; index < 12; index++) {
      const { body } = await api.post<CreatedProject>('/projects', { project: { name: `p${index}` } });
      created.push(body.project.id);
    }
    const first = await api.get<ListProjectsResponse>('/projects');
    expect(first.body.projects).toHaveLength(10);
    const second = await api.get<ListProjectsResponse>(`/projects?cursor=${first.body.pagination?.cursor}`);
    expect(second.body.projects).toHaveLength(2);
    const listed = [...first.body.projects, ...second.body.projects].map(({ id }) => id);
    expect(listed.toSorted()).toEqual(created.toSorted());
    const third = await api.get<ListProjectsResponse>(`/projects?cursor=${second.body.pagination?.cursor}`);
    expect(third.body).toEqual({ projects: [], unavailable_project_ids: [], applications: {}, integrations: {} });
  });

  test('a cursor stays valid when its project is deleted', async () => {
    const { api, createProject } = get();
    for (let index = 0; index < 3; index++) await createProject();
    const all = await api.get<ListProjectsResponse>('/projects');
    const first = await api.get<ListProjectsResponse>('/projects?limit=1');
    await api.delete(`/projects/${first.body.projects[0]?.id}`);
    const rest = await api.get<ListProjectsResponse>(`/projects?cursor=${first.body.pagination?.cursor}`);
    expect(rest.body.projects.map(({ id }) => id)).toEqual(all.body.projects.slice(1).map(({ id }) => id));
  });

  test('search matches parts of names and ids', async () => {
    const { api, createProject } = get();
    const { project } = await createProject({ name: 'Shop staging' });
    await createProject({ name: 'other' });
    for (const search of ['stag', project.id.slice(2)]) {
      const { body } = await api.get<ListProjectsResponse>(`/projects?search=${search}`);
      expect(body.projects.map(({ name }) => name)).toEqual(['Shop staging']);
    }
  });

  test('an invalid cursor is refused', async () => {
    expect(await get().api.get('/projects?cursor=made-up')).toMatchObject({ status: 400 });
  });
});

describe('updateProject', () => {
  test('renaming starts nothing; changing the history retention starts apply_storage_config', async () => {
    const { api, createProject } = get();
    const { project } = await createProject();
    const renamed = await api.patch(`/projects/${project.id}`, { project: { name: 'new' } });
    expect(renamed).toMatchObject({ status: 200, body: { project: { name: 'new' }, operations: [] } });
    const kept = await api.patch<{ operations: Operation[] }>(`/projects/${project.id}`, {
      project: { history_retention_seconds: 3600 },
    });
    expect(kept.body.operations.map(({ action }) => action)).toEqual(['apply_storage_config']);
  });

  test('allowed_ips is replaced, and logical replication cannot be disabled', async () => {
    const { api, createProject } = get();
    const { project } = await createProject({ settings: { allowed_ips: { ips: ['192.0.2.1'] } } });
    const path = `/projects/${project.id}`;
    const allowed = { allowed_ips: { ips: ['192.0.2.2'] }, enable_logical_replication: true };
    const { body } = await api.patch<CreatedProject>(path, { project: { settings: allowed } });
    expect(body.project.settings).toEqual(allowed);
    const undone = await api.patch(path, { project: { settings: { enable_logical_replication: false } } });
    expect(undone.status).toBe(422);
  });
});

describe('deleteProject', () => {
  test('returns no operations key, removes the project immediately, and closes its endpoints', async () => {
    const { api, createProject, dataPlane, emulator } = get();
    const { project, endpoints } = await createProject();
    const { status, body } = await api.delete<object>(`/projects/${project.id}`);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['project']);
    expect(await api.get(`/projects/${project.id}`)).toMatchObject({
      status: 404,
      body: { message: 'project not found' },
    });
    await emulator.settle();
    expect(dataPlane.calls.at(-1)).toBe(`closeEndpoint ${endpoints[0]?.id}`);
  });

  test('is refused if the project has a protected branch', async () => {
    const { api, createProject } = get();
    const { project, branch } = await createProject();
    await api.patch(`/projects/${project.id}/branches/${branch.id}`, { branch: { protected: true } });
    expect(await api.delete(`/projects/${project.id}`)).toMatchObject({ status: 422 });
  });
});
