import { describe, expect, test } from 'vitest';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();

describe('connection_uri', () => {
  test('is direct or pooled, for the requested branch or endpoint', async () => {
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
