import { expect, expectTypeOf, test } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import { createProject, deleteProject, listProjects } from '../generated/operations.ts';
import type { CreateProjectResponse, ListProjectsParams } from '../shared.ts';
import { createNeonClient, type NeonCaller, type ResponseDetails, withResponse } from './index.ts';

function clientOf(...answers: readonly (() => Response)[]): NeonCaller {
  const left = [...answers];
  const { fetch } = stubFetch(() => (left.length > 1 ? left.shift() : left[0])?.() ?? Response.error());
  return createNeonClient({ apiKey: 'test-key', fetch, random: () => 0 });
}

const HEADERS = { 'x-request-id': 'req-1', 'content-type': 'application/json', 'x-other': 'yes' };

test('returns the status, headers and request id of a success next to the data', async () => {
  const neon = clientOf(() => new Response('{"project":{"id":"p-1"}}', { status: 201, headers: HEADERS }));
  const result = await withResponse(createProject)(neon, { body: { project: {} } });
  expectTypeOf(result).toEqualTypeOf<ResponseDetails<CreateProjectResponse>>();
  expect(result).toMatchObject({ data: { project: { id: 'p-1' } }, status: 201, requestId: 'req-1' });
  expect(result.headers.get('x-other')).toBe('yes');
});

test('describes the last attempt, and throws the same errors', async () => {
  const neon = clientOf(
    () => new Response('{}', { status: 503, headers: { ...HEADERS, 'x-request-id': 'req-0', 'retry-after': '0' } }),
    () => new Response('{"projects":[]}', { headers: HEADERS }),
  );
  expect(await withResponse(listProjects)(neon)).toMatchObject({ status: 200, requestId: 'req-1' });
  const failing = clientOf(() => new Response('{"code":"X","message":"no"}', { status: 404, headers: HEADERS }));
  await expect(withResponse(deleteProject)(failing, { project_id: 'p-1' })).rejects.toMatchObject({
    name: 'NeonApiError',
    status: 404,
  });
});

test('a response without content or request id has undefined fields', async () => {
  const neon = clientOf(() => new Response(null, { status: 204 }));
  const result = await withResponse(deleteProject)(neon, { project_id: 'p-1' });
  expect(result).toMatchObject({ data: undefined, status: 204, requestId: undefined });
});

test('leaves the client as it is, and keeps the types of parameters', async () => {
  const neon = clientOf(() => new Response('{"projects":[{"id":"p-1"}],"pagination":{}}', { headers: HEADERS }));
  await withResponse(listProjects)(neon, { limit: 1 });
  expect(await listProjects(neon)).toMatchObject({ projects: [{ id: 'p-1' }] });
  expectTypeOf(withResponse(listProjects)).parameter(1).toEqualTypeOf<ListProjectsParams | undefined>();
});
