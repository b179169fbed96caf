import type {
  ListProjectBranchLogFieldValuesResponse,
  ProjectBranchLogRecord,
  QueryProjectBranchLogsResponse,
} from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import { deployFunction } from '../../../test/support/deploy-function.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator({ clock: 'virtual' });
const MINUTE_MS = 60_000;
let branchPath: string;

/** Creates a function that ran in each of the last three minutes, and a bucket with an object. */
beforeEach(async () => {
  const { api, emulator, createProject } = get();
  const { project, branch } = await createProject();
  branchPath = `/projects/${project.id}/branches/${branch.id}`;
  await deployFunction(emulator, branchPath, 'hello');
  const schedule = { type: 'schedule', function_slug: 'hello', name: 'tick', schedule: { cron: '* * * * *' } };
  await api.post(`${branchPath}/triggers`, schedule);
  await emulator.clock.advance(3 * MINUTE_MS);
  await api.post(`${branchPath}/buckets`, { name: 'files' });
  await transfer('a/b.txt', 'upload', 'hello');
});

async function transfer(key: string, operation: 'upload' | 'download', body?: string): Promise<number> {
  const path = `${branchPath}/buckets/files/objects/${encodeURIComponent(key)}/presign`;
  const { body: signed } = await get().api.post<{ url: string; method: string }>(path, { operation });
  const response = await fetch(signed.url, { method: signed.method, ...(body === undefined ? {} : { body }) });
  return response.status;
}

async function query(body: object): Promise<QueryProjectBranchLogsResponse> {
  const answer = await get().api.post<QueryProjectBranchLogsResponse>(`${branchPath}/logs/query`, body);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
}

async function find(body: object): Promise<ProjectBranchLogRecord[]> {
  return (await query(body)).logs;
}

describe('a query', () => {
  test('returns the newest records first, or the oldest', async () => {
    const newest = await find({});
    expect(newest.map(({ source }) => source).slice(0, 2)).toEqual(['storage', 'storage']);
    expect(await find({ sort_order: 'asc' })).toEqual(newest.toReversed());
    expect(await query({})).toMatchObject({ is_truncated: false, next_cursor: '' });
  });

  test.each<[string, object, number]>([
    ['a service', { source: 'function' }, 6],
    ['a service without records', { source: 'pg_endpoint' }, 0],
    ['the name of a service', { service_name: 'neon-storage/files' }, 2],
    ['part of a name', { service_name: 'neon-storage' }, 0],
    ['a scope', { scope_name: 'neon.storage.s3.put' }, 1],
    ['a minimum severity', { minimum_severity: 'info' }, 8],
    ['a higher severity', { minimum_severity: 'warn' }, 0],
    ['the text of a severity', { severity_text: 'INFO' }, 8],
    ['text in the message', { body_contains: '"object_key":"a/b.txt"' }, 1],
    ['text in a different case', { body_contains: 'Invoke' }, 0],
    ['two filters, which must both match', { source: 'function', body_contains: 'begin' }, 3],
    ['a trace', { trace_id: '0'.repeat(32) }, 0],
    ['LogQL', { logql: '{entity_type="function"} |= "end"' }, 3],
    ['a time', { since: '1m' }, 4],
  ])('by %s', async (_, body, count) => {
    expect(await find(body)).toHaveLength(count);
  });

  test('by trace returns the records of that trace', async () => {
    const [begin] = await find({ body_contains: 'begin' });
    expect((await find({ trace_id: begin?.trace_id })).map(({ message }) => message)).toEqual([
      'invoke end',
      'invoke begin',
    ]);
  });

  test.each(['asc', 'desc'])('continues from its cursor, each record once (%s)', async (sort_order) => {
    const all = await find({ sort_order });
    const seen: ProjectBranchLogRecord[] = [];
    let cursor: string | undefined = '';
    for (let pages = 0; pages < 10 && cursor !== undefined; pages++) {
      const page: QueryProjectBranchLogsResponse = await query({ sort_order, limit: 3, cursor });
      seen.push(...page.logs);
      cursor = page.is_truncated ? page.next_cursor : undefined;
    }
    expect(seen).toEqual(all);
  });

  test.each<[string, object, string]>([
    ['both beginnings', { since: '1h', start_time: '2026-01-01T00:00:00Z' }, 'conflicting_time_range'],
    ['eight days', { since: '8d' }, 'time_range_too_large'],
    ['an empty time range', { since: '0s' }, 'invalid_time_range'],
    ['an invalid cursor', { cursor: 'eyJ9' }, 'invalid_cursor'],
    ['LogQL and a filter', { logql: '{a="b"}', source: 'function' }, 'conflicting_filters'],
    ['LogQL that does not parse', { logql: '{a=~"b"}' }, 'invalid_logql'],
  ])('with %s is refused, with the reason', async (_, body, reason) => {
    expect(await get().api.post(`${branchPath}/logs/query`, body)).toMatchObject({ status: 400, body: { reason } });
  });

  test('with the cursor of another query is refused', async () => {
    const { next_cursor: cursor } = await query({ limit: 1 });
    const path = `${branchPath}/logs/query`;
    expect(await get().api.post(path, { cursor, source: 'function' })).toMatchObject({
      status: 400,
      body: { reason: 'invalid_cursor' },
    });
    expect(await find({ cursor, limit: 2 })).toHaveLength(2);
  });

  test.each([
    { limit: 0 },
    { limit: 1001 },
    { limit: 1.5 },
    { trace_id: 'A'.repeat(32) },
    { minimum_severity: 'loud' },
    { source: 'disk' },
    { sort_order: 'random' },
    { limit: '3' },
  ])('with %j is refused', async (body) => {
    expect(await get().api.post(`${branchPath}/logs/query`, body)).toMatchObject({ status: 400 });
  });
});

describe('storage', () => {
  test('logs each transfer with its size, and each change through the API', async () => {
    const { api } = get();
    expect(await transfer('a/b.txt', 'download')).toBe(200);
    await api.delete(`${branchPath}/buckets/files/objects/${encodeURIComponent('a/b.txt')}`);
    await api.delete(`${branchPath}/buckets/files/objects-by-prefix?prefix=x/`);
    await api.delete(`${branchPath}/buckets/files`);
    const logs = await find({ source: 'storage', sort_order: 'asc' });
    expect(logs.map(({ scope_name, message }) => [scope_name, JSON.parse(message)])).toEqual([
      ['neon.storage.api.create_bucket', { operation: 'create_bucket', http_status: 201 }],
      ['neon.storage.s3.put', { operation: 'PUT', object_key: 'a/b.txt', http_status: 200, bytes: 5 }],
      ['neon.storage.s3.get', { operation: 'GET', object_key: 'a/b.txt', http_status: 200, bytes: 5 }],
      ['neon.storage.api.delete_object', { operation: 'delete_object', object_key: 'a/b.txt', http_status: 204 }],
      ['neon.storage.api.delete_prefix', { operation: 'delete_prefix', object_key: 'x/', http_status: 200 }],
      ['neon.storage.api.delete_bucket', { operation: 'delete_bucket', http_status: 204 }],
    ]);
    expect(logs[1]?.message).toBe('{"bytes":5,"http_status":200,"object_key":"a/b.txt","operation":"PUT"}');
  });

  test('logs a refused transfer as a warning', async () => {
    const { emulator, api } = get();
    const path = `${branchPath}/buckets/files/objects/a/presign`;
    const { body } = await api.post<{ url: string }>(path, { operation: 'upload', expires_in_seconds: 60 });
    await emulator.clock.advance(MINUTE_MS);
    expect(await fetch(body.url, { method: 'PUT', body: 'x' })).toMatchObject({ status: 403 });
    expect(await find({ minimum_severity: 'warn' })).toMatchObject([
      { severity_text: 'WARN', message: '{"http_status":403,"object_key":"a","operation":"PUT"}' },
    ]);
  });
});

describe('fields', () => {
  test('are listed with their values if the branch has them', async () => {
    const { api } = get();
    const path = `${branchPath}/logs/fields`;
    expect(await api.get(path)).toMatchObject({
      body: { fields: ['entity_type', 'scope_name', 'service_name', 'severity_text'] },
    });
    const values = (query = ''): Promise<{ body: ListProjectBranchLogFieldValuesResponse }> =>
      api.get(`${path}/service_name/values${query}`);
    expect(await values()).toMatchObject({
      status: 200,
      body: { values: ['neon-function/hello', 'neon-storage/files'], is_truncated: false },
    });
    expect(await values('?limit=1')).toMatchObject({ body: { values: ['neon-function/hello'], is_truncated: true } });
    expect(await values('?source=storage')).toMatchObject({ body: { values: ['neon-storage/files'] } });
    const { clock } = get().emulator;
    // Half a minute after a run of the schedule, whatever the time of day.
    await clock.advance(1.5 * MINUTE_MS + MINUTE_MS - (clock.now() % MINUTE_MS));
    expect(await values('?since=5s')).toMatchObject({ body: { values: [] } });
  });

  test('are refused if the branch does not have them', async () => {
    const path = `${branchPath}/logs/fields`;
    for (const name of ['message', '__proto__', 'toString']) {
      expect(await get().api.get(`${path}/${name}/values`)).toMatchObject({
        status: 400,
        body: { reason: 'unknown_field' },
      });
    }
    for (const limit of ['0', '1001', 'x']) {
      expect(await get().api.get(`${path}/service_name/values?limit=${limit}`)).toMatchObject({ status: 400 });
    }
  });
});

test('logs of a missing branch are refused, with the reason', async () => {
  const { api } = get();
  const expected = { status: 404, body: { reason: 'branch_not_found' } };
  const [, , projectId] = branchPath.split('/');
  for (const path of [`/projects/${projectId}/branches/br-none`, '/projects/none-none-00000000/branches/br-none']) {
    expect(await api.post(`${path}/logs/query`, {})).toMatchObject(expected);
    expect(await api.get(`${path}/logs/fields`)).toMatchObject(expected);
    expect(await api.get(`${path}/logs/fields/service_name/values`)).toMatchObject(expected);
  }
});

test('a child has its own logs', async () => {
  const { createBranch, api } = get();
  const [, , projectId] = branchPath.split('/');
  const { branch } = await createBranch(projectId ?? '');
  const answer = await api.post(`/projects/${projectId}/branches/${branch.id}/logs/query`, {});
  expect(answer).toMatchObject({ status: 200, body: { logs: [], is_truncated: false } });
});
