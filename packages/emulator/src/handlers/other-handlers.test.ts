import type {
  GetActiveRegionsResponse,
  GetCurrentUserOrganizationsResponse,
  ListProjectOperationsResponse,
} from '@neon-api/types';
import { describe, expect, test } from 'vitest';
import { useEmulator } from '../../test/support/use-emulator.ts';
import { sharedContract } from '../contract/index.ts';
import { HANDLERS } from './handlers.ts';

const get = useEmulator();

test('every handler is named after an operation of the contract', () => {
  const known = new Set(sharedContract().operations.map(({ operationId }) => operationId));
  expect([...HANDLERS.keys()].filter((name) => !known.has(name))).toEqual([]);
});

describe('operations', () => {
  test('are listed newest first, page by page, each once', async () => {
    const { api, createProject, createBranch } = get();
    const { project } = await createProject();
    await createBranch(project.id);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await api.get<ListProjectOperationsResponse>(
        `/projects/${project.id}/operations?limit=3&cursor=${cursor}`,
      );
      seen.push(...page.body.operations.map(({ action }) => action));
      if (!page.body.pagination) break;
      cursor = page.body.pagination.cursor;
    }
    expect(seen).toEqual(['start_compute', 'create_branch', 'start_compute', 'create_timeline']);
  });

  test('one can be read by its id, another project’s cannot', async () => {
    const { api, createProject } = get();
    const { project, operations } = await createProject();
    const other = await createProject();
    const [operation] = operations;
    const found = await api.get(`/projects/${project.id}/operations/${operation?.id}`);
    expect(found.body).toMatchObject({ operation: { id: operation?.id, status: 'finished' } });
    const missing = await api.get(`/projects/${other.project.id}/operations/${operation?.id}`);
    expect(missing).toMatchObject({ status: 404, body: { message: 'operation not found' } });
  });
});

describe('connection_uri', () => {
  test('is direct or pooled, of the branch or endpoint that is named', async () => {
    const { api, createProject, createBranch } = get();
    const { project, endpoints } = await createProject();
    const child = await createBranch(project.id);
    const base = `/projects/${project.id}/connection_uri?database_name=neondb&role_name=neondb_owner`;
    const uri = async (more: string): Promise<string> => (await api.get<{ uri: string }>(`${base}${more}`)).body.uri;
    const [own, childs] = [endpoints[0]?.id, child.endpoints[0]?.id];
    expect(await uri('')).toMatch(new RegExp(`options=endpoint%3D${own}$`));
    expect(await uri('&pooled=true')).toMatch(new RegExp(`options=endpoint%3D${own}-pooler$`));
    expect(await uri(`&branch_id=${child.branch.id}`)).toMatch(new RegExp(`%3D${childs}$`));
    expect(await uri(`&endpoint_id=${childs}`)).toMatch(new RegExp(`%3D${childs}$`));
    expect(await api.get(`${base}&branch_id=${child.branch.id}&endpoint_id=${own}`)).toMatchObject({ status: 404 });
  });

  test('an unknown role or database is not found', async () => {
    const { api, createProject } = get();
    const { project } = await createProject();
    const path = `/projects/${project.id}/connection_uri`;
    expect(await api.get(`${path}?database_name=neondb&role_name=x`)).toMatchObject({
      body: { message: 'role not found' },
    });
    expect(await api.get(`${path}?database_name=x&role_name=neondb_owner`)).toMatchObject({
      body: { message: 'database not found' },
    });
  });
});

test('there is one user with one organization, which owns the projects', async () => {
  const { api, createProject } = get();
  expect((await api.get('/users/me')).body).toMatchObject({ email: 'developer@example.com' });
  const { body } = await api.get<GetCurrentUserOrganizationsResponse>('/users/me/organizations');
  expect(body.organizations).toHaveLength(1);
  expect((await createProject()).project.org_id).toBe(body.organizations[0]?.id);
});

test('one region is the default', async () => {
  const { body } = await get().api.get<GetActiveRegionsResponse>('/regions');
  expect(body.regions.filter((region) => region.default).map(({ region_id }) => region_id)).toEqual(['aws-us-east-1']);
});
