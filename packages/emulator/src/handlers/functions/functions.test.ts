import type { GetProjectBranchFunctionResponse, NeonFunctionDeployment } from '@neon-api/types';
import { beforeEach, expect, test } from 'vitest';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let base: string;

beforeEach(async () => {
  const { project, branch } = await get().createProject();
  base = `/projects/${project.id}/branches/${branch.id}/functions`;
});

async function deploy(
  slug: string,
  fields: Readonly<Record<string, string | Blob>>,
): Promise<{ status: number; deployment: NeonFunctionDeployment }> {
  const { apiUrl, apiKey } = get().emulator;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const response = await fetch(`${apiUrl}${base}/${slug}/deployments`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKey}` },
    body: form,
  });
  const { deployment } = (await response.json()) as { deployment: NeonFunctionDeployment };
  return { status: response.status, deployment };
}

test('a function is made by its first deployment, which brings the code', async () => {
  expect((await deploy('hello', { runtime: 'nodejs24' })).status).toBe(400);
  const first = await deploy('hello', { zip: new Blob(['PK']), environment: '{"TOKEN":"x"}' });
  expect(first).toMatchObject({ status: 201, deployment: { id: 1, environment: ['TOKEN'], status: 'completed' } });
  const second = await deploy('hello', { runtime: 'nodejs24' });
  expect(second.deployment).toMatchObject({ id: 2, environment: ['TOKEN'] });
  const { body } = await get().api.get<GetProjectBranchFunctionResponse>(`${base}/hello`);
  expect(body.function).toMatchObject({ slug: 'hello', name: 'hello', active_deployment: { id: 2 } });
});

test('its name is set, trimmed, refused when blank, and cleared', async () => {
  const { api } = get();
  await deploy('hello', { zip: new Blob(['PK']) });
  const rename = (name: string | null) => api.patch(`${base}/hello`, { name });
  expect(await rename('  Hello ')).toMatchObject({ body: { function: { name: 'Hello' } } });
  expect(await rename('   ')).toMatchObject({ status: 400 });
  expect(await rename(null)).toMatchObject({ body: { function: { name: 'hello' } } });
});

test('functions are listed page by page and deleted', async () => {
  const { api } = get();
  for (const slug of ['b', 'a', 'c']) await deploy(slug, { zip: new Blob(['PK']) });
  const first = await api.get<{ functions: { slug: string }[]; pagination: { next: string } }>(`${base}?limit=2`);
  expect(first.body.functions.map(({ slug }) => slug)).toEqual(['a', 'b']);
  await api.delete(`${base}/b`);
  const second = await api.get(`${base}?cursor=${first.body.pagination.next}`);
  expect(second.body).toMatchObject({ functions: [{ slug: 'c' }] });
  expect(await api.delete(`${base}/b`)).toMatchObject({ status: 404 });
});
