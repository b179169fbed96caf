import type { GetProjectBranchFunctionResponse } from '@neon-api/types';
import { beforeEach, expect, test } from 'vitest';
import { type DeployedFunction, deployFunction } from '../../../test/support/deploy-function.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let branchPath: string;
let base: string;

beforeEach(async () => {
  const { project, branch } = await get().createProject();
  branchPath = `/projects/${project.id}/branches/${branch.id}`;
  base = `${branchPath}/functions`;
});

function deploy(slug: string, fields: Readonly<Record<string, string | Blob>>): Promise<DeployedFunction> {
  return deployFunction(get().emulator, branchPath, slug, fields);
}

test('the first deployment creates a function and includes its code', async () => {
  expect((await deploy('hello', { runtime: 'nodejs24' })).status).toBe(400);
  const first = await deploy('hello', { zip: new Blob(['PK']), environment: '{"TOKEN":"x"}' });
  expect(first).toMatchObject({ status: 201, deployment: { id: 1, environment: ['TOKEN'], status: 'completed' } });
  const second = await deploy('hello', { runtime: 'nodejs24' });
  expect(second.deployment).toMatchObject({ id: 2, environment: ['TOKEN'] });
  const { body } = await get().api.get<GetProjectBranchFunctionResponse>(`${base}/hello`);
  expect(body.function).toMatchObject({ slug: 'hello', name: 'hello', active_deployment: { id: 2 } });
});

test('the name can be set and cleared, is trimmed, and must not be blank', async () => {
  const { api } = get();
  await deploy('hello', { zip: new Blob(['PK']) });
  const rename = (name: string | null) => api.patch(`${base}/hello`, { name });
  expect(await rename('  Hello ')).toMatchObject({ body: { function: { name: 'Hello' } } });
  expect(await rename('   ')).toMatchObject({ status: 400 });
  expect(await rename(null)).toMatchObject({ body: { function: { name: 'hello' } } });
});

test('functions are listed in pages, and deleted', async () => {
  const { api } = get();
  for (const slug of ['b', 'a', 'c']) await deploy(slug, { zip: new Blob(['PK']) });
  const first = await api.get<{ functions: { slug: string }[]; pagination: { next: string } }>(`${base}?limit=2`);
  expect(first.body.functions.map(({ slug }) => slug)).toEqual(['a', 'b']);
  await api.delete(`${base}/b`);
  const second = await api.get(`${base}?cursor=${first.body.pagination.next}`);
  expect(second.body).toMatchObject({ functions: [{ slug: 'c' }] });
  expect(await api.delete(`${base}/b`)).toMatchObject({ status: 404 });
});
