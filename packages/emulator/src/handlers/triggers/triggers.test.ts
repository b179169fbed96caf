import type {
  ListProjectBranchTriggersResponse,
  ProjectBranchLogRecord,
  QueryProjectBranchLogsResponse,
  Trigger,
  TriggerResponse,
} from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import { deployFunction } from '../../../test/support/deploy-function.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator({ clock: 'virtual' });
const MINUTE_MS = 60_000;
let projectId: string;
let branchPath: string;
let base: string;

beforeEach(async () => {
  const { project, branch } = await get().createProject();
  projectId = project.id;
  branchPath = `/projects/${project.id}/branches/${branch.id}`;
  base = `${branchPath}/triggers`;
  await deployFunction(get().emulator, branchPath, 'hello');
  // A clock that stands at a full minute makes due times readable.
  await get().emulator.clock.advance(MINUTE_MS - (get().emulator.clock.now() % MINUTE_MS));
});

const SCHEDULE = { type: 'schedule', function_slug: 'hello', name: 'tick', schedule: { cron: '*/5 * * * *' } };
const UPLOAD = {
  type: 'storage_object_created',
  function_slug: 'hello',
  name: 'on-upload',
  storage_object_created: { bucket_name: 'files', prefix: 'in/' },
};

async function create(body: object, path = base): Promise<Trigger> {
  const { status, body: answer } = await get().api.post<TriggerResponse>(path, body);
  expect({ status, answer }).toMatchObject({ status: 201 });
  return answer.trigger;
}

async function change(id: string, body: object, path = base): Promise<Trigger> {
  const { status, body: answer } = await get().api.patch<TriggerResponse>(`${path}/${id}`, body);
  expect({ status, answer }).toMatchObject({ status: 200 });
  return answer.trigger;
}

async function list(path = base): Promise<Trigger[]> {
  return (await get().api.get<ListProjectBranchTriggersResponse>(path)).body.triggers;
}

async function logsOf(path = branchPath): Promise<ProjectBranchLogRecord[]> {
  const query = { source: 'function', since: '3d', limit: 1000, sort_order: 'asc' };
  return (await get().api.post<QueryProjectBranchLogsResponse>(`${path}/logs/query`, query)).body.logs;
}

async function runsOf(path = branchPath): Promise<string[]> {
  const begun = (await logsOf(path)).filter(({ message }) => message === 'invoke begin');
  return begun.map(({ timestamp }) => timestamp);
}

function inMinutes(minutes: number): string {
  return new Date(get().emulator.clock.now() + minutes * MINUTE_MS).toISOString();
}

async function makeChild(): Promise<string> {
  const { branch } = await get().createBranch(projectId);
  return `/projects/${projectId}/branches/${branch.id}`;
}

describe('a trigger', () => {
  test('is created, listed by id, read and deleted', async () => {
    const { api } = get();
    const schedule = await create(SCHEDULE);
    const upload = await create(UPLOAD);
    expect(schedule).toMatchObject({
      trigger_id: expect.stringMatching(/^trigger-[0-9a-f-]{36}$/),
      function_path: '/',
      enabled: true,
      inherited: false,
      version: 1,
      schedule: { cron: '*/5 * * * *' },
    });
    expect(upload).toMatchObject({ storage_object_created: { bucket_name: 'files', prefix: 'in/' } });
    expect(upload).not.toHaveProperty('next_run_at');
    const ids = [schedule.trigger_id, upload.trigger_id].toSorted();
    expect((await list()).map(({ trigger_id }) => trigger_id)).toEqual(ids);
    expect(await api.get(`${base}/${upload.trigger_id}`)).toMatchObject({ status: 200, body: { trigger: upload } });
    expect(await api.delete(`${base}/${upload.trigger_id}`)).toMatchObject({ status: 204 });
    expect(await api.delete(`${base}/${upload.trigger_id}`)).toMatchObject({ status: 404 });
    expect(await api.get(`${base}/${upload.trigger_id}`)).toMatchObject({ status: 404 });
  });

  test('for a whole bucket shows no prefix', async () => {
    const trigger = await create({ ...UPLOAD, storage_object_created: { bucket_name: 'files', prefix: '' } });
    expect(trigger).toMatchObject({ storage_object_created: { bucket_name: 'files' } });
    expect(trigger).not.toHaveProperty('storage_object_created.prefix');
  });

  test.each<[string, object, number, RegExp]>([
    ['a cron expression out of bounds', { schedule: { cron: '70 * * * *' } }, 400, /outside field bounds/],
    ['a named day', { schedule: { cron: '0 9 * * MON' } }, 400, /five numeric cron fields/],
    ['a time zone', { schedule: { cron: '* * * * *', timezone: 'CET' } }, 400, /unexpected field "timezone"/],
    ['an unknown field', { function_id: 'x' }, 400, /unexpected field "function_id"/],
    ['the field of the other type', { storage_object_created: { bucket_name: 'b' } }, 400, /unexpected field/],
    ['a query in the path', { function_path: '/a?b=1' }, 400, /invalid function trigger path/],
    ['a path without its slash', { function_path: 'a' }, 400, /invalid function trigger path/],
    ['a path that is too long', { function_path: `/${'a'.repeat(2048)}` }, 400, /invalid function trigger path/],
    ['an empty name', { name: '' }, 400, /body\.name/],
    ['a name that is too long', { name: 'n'.repeat(257) }, 400, /body\.name/],
    ['a function that is not on the branch', { function_slug: 'other' }, 404, /target function not visible on branch/],
    ['no schedule', { schedule: undefined }, 400, /schedule/],
  ])('with %s is refused', async (_, fields, status, message) => {
    const answer = await get().api.post<{ message: string }>(base, { ...SCHEDULE, ...fields });
    expect(answer).toMatchObject({ status, body: { message: expect.stringMatching(message) } });
    expect(await list()).toEqual([]);
  });

  test.each<[string, object]>([
    ['an empty bucket name', { bucket_name: '' }],
    ['a prefix of more than 1024 bytes', { bucket_name: 'b', prefix: 'ä'.repeat(513) }],
    ['an unknown field', { bucket_name: 'b', suffix: '.csv' }],
  ])('for uploads with %s is refused', async (_, storage_object_created) => {
    expect(await get().api.post(base, { ...UPLOAD, storage_object_created })).toMatchObject({ status: 400 });
  });

  test('has a name of its own on the branch', async () => {
    const { api } = get();
    await create(SCHEDULE);
    const upload = await create(UPLOAD);
    const expected = { status: 409, body: { message: 'function trigger name already exists on branch' } };
    expect(await api.post(base, SCHEDULE)).toMatchObject(expected);
    const rename = { type: UPLOAD.type, name: 'tick' };
    expect(await api.patch(`${base}/${upload.trigger_id}`, rename)).toMatchObject(expected);
    expect(await change(upload.trigger_id, { type: UPLOAD.type, name: UPLOAD.name })).toMatchObject({ version: 2 });
  });

  test('changes with a new version, under its own type, and by one field at least', async () => {
    const { api } = get();
    const { trigger_id: id } = await create(SCHEDULE);
    expect(await change(id, { type: 'schedule', function_path: '/cron' })).toMatchObject({
      function_path: '/cron',
      version: 2,
      next_run_at: inMinutes(5 - (new Date(inMinutes(0)).getMinutes() % 5)),
    });
    expect(await change(id, { type: 'schedule', schedule: { cron: '* * * * *' } })).toMatchObject({
      version: 3,
      next_run_at: inMinutes(1),
    });
    expect(await api.patch(`${base}/${id}`, { type: 'schedule' })).toMatchObject({ status: 400 });
    expect(await api.patch(`${base}/${id}`, { type: UPLOAD.type, name: 'x' })).toMatchObject({ status: 400 });
    expect(await api.patch(`${base}/${id}`, { type: 'schedule', function_slug: 'no' })).toMatchObject({ status: 404 });
    expect(await api.patch(`${base}/trigger-none`, { type: 'schedule', name: 'x' })).toMatchObject({ status: 404 });
  });
});

describe('a schedule', () => {
  test('runs its function at each minute that it names, as the log of the function shows', async () => {
    const { emulator } = get();
    const trigger = await create({ ...SCHEDULE, schedule: { cron: '* * * * *' }, function_path: '/cron' });
    const expected = [1, 2, 3].map(inMinutes);
    expect(trigger).toMatchObject({ next_run_at: expected[0] });
    expect(await runsOf()).toEqual([]);
    await emulator.clock.advance(3 * MINUTE_MS);
    expect(await runsOf()).toEqual(expected);
    expect(await list()).toMatchObject([{ next_run_at: inMinutes(1), version: 1 }]);
    const [begin, end] = await logsOf();
    expect(begin).toMatchObject({
      message: 'invoke begin',
      source: 'function',
      service_name: 'neon-function/hello',
      scope_name: 'neon.function.request',
      severity_text: 'INFO',
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      attributes: { method: 'POST', path: '/cron' },
    });
    expect(end).toMatchObject({ message: 'invoke end', trace_id: begin?.trace_id, span_id: begin?.span_id });
    expect(JSON.parse(String(begin?.attributes.body))).toEqual({
      version: 1,
      invocation_id: expect.any(String),
      trigger: { type: 'schedule', id: trigger.trigger_id, name: 'tick' },
      data: { scheduled_at: expected[0]?.replace('.000Z', 'Z') },
    });
  });

  test('rests while it is disabled, and goes on from the moment it is enabled', async () => {
    const { emulator } = get();
    const { trigger_id: id } = await create({ ...SCHEDULE, schedule: { cron: '* * * * *' }, enabled: false });
    expect(await list()).toMatchObject([{ enabled: false, next_run_at: null }]);
    await emulator.clock.advance(5 * MINUTE_MS);
    expect(await runsOf()).toEqual([]);
    expect(await change(id, { type: 'schedule', enabled: true })).toMatchObject({ next_run_at: inMinutes(1) });
    await emulator.clock.advance(MINUTE_MS);
    expect(await runsOf()).toHaveLength(1);
    expect(await change(id, { type: 'schedule', enabled: false })).toMatchObject({ next_run_at: null, version: 3 });
  });

  test('whose day never comes has no next run', async () => {
    expect(await create({ ...SCHEDULE, schedule: { cron: '0 0 30 2 *' } })).toMatchObject({ next_run_at: null });
  });

  test('leaves an error in the log when its function is gone', async () => {
    const { emulator, api } = get();
    await create({ ...SCHEDULE, schedule: { cron: '* * * * *' } });
    await api.delete(`${branchPath}/functions/hello`);
    await emulator.clock.advance(MINUTE_MS);
    expect(await logsOf()).toMatchObject([{ severity_text: 'ERROR', message: 'function "hello" not found' }]);
  });

  test('ends with its branch, and starts anew when that is recovered', async () => {
    const { emulator, api } = get();
    const child = await makeChild();
    await create({ ...SCHEDULE, name: 'own', schedule: { cron: '* * * * *' } }, `${child}/triggers`);
    await api.delete(child);
    await emulator.settle();
    await emulator.clock.advance(5 * MINUTE_MS);
    expect(await api.get(`${child}/triggers`)).toMatchObject({ status: 404 });
    expect(await api.post(`${child}/recover`)).toMatchObject({ status: 200 });
    await emulator.settle();
    expect(await runsOf(child)).toEqual([]);
    expect(await list(`${child}/triggers`)).toMatchObject([{ next_run_at: inMinutes(1) }]);
  });

  test('runs for as long as logs are kept when the clock jumps', async () => {
    await create({ ...SCHEDULE, schedule: { cron: '0 * * * *' } });
    await get().emulator.clock.advance(30 * 24 * 60 * MINUTE_MS);
    const runs = await runsOf();
    expect(runs.length).toBeGreaterThanOrEqual(72);
    expect(runs.length).toBeLessThanOrEqual(73);
  });
});

describe('an upload', () => {
  async function upload(key: string): Promise<void> {
    const path = `${branchPath}/buckets/files/objects/${encodeURIComponent(key)}/presign`;
    const { body } = await get().api.post<{ url: string; method: string }>(path, { operation: 'upload' });
    expect(await fetch(body.url, { method: body.method, body: 'x' })).toMatchObject({ status: 200 });
  }

  test('invokes the triggers of its bucket whose prefix the key has', async () => {
    const { api } = get();
    await api.post(`${branchPath}/buckets`, { name: 'files' });
    const { trigger_id: id } = await create(UPLOAD);
    await create({ ...UPLOAD, name: 'other bucket', storage_object_created: { bucket_name: 'others' } });
    await create({ ...UPLOAD, name: 'off', enabled: false });
    for (const key of ['in/a', 'out/a', 'IN/a']) await upload(key);
    const begun = (await logsOf()).filter(({ message }) => message === 'invoke begin');
    expect(begun.map(({ attributes }) => JSON.parse(String(attributes.body)))).toMatchObject([
      {
        trigger: { type: UPLOAD.type, id, name: 'on-upload' },
        data: { bucket_name: 'files', object_key: 'in/a' },
      },
    ]);
  });
});

describe('a child branch', () => {
  test('inherits triggers, disabled, and sees later changes of them', async () => {
    const { emulator } = get();
    const { trigger_id: id } = await create({ ...SCHEDULE, schedule: { cron: '* * * * *' } });
    const child = await makeChild();
    expect(await list(`${child}/triggers`)).toMatchObject([
      { trigger_id: id, inherited: true, enabled: false, next_run_at: null },
    ]);
    await change(id, { type: 'schedule', name: 'renamed' });
    expect(await list(`${child}/triggers`)).toMatchObject([{ trigger_id: id, name: 'renamed', version: 2 }]);
    await emulator.clock.advance(2 * MINUTE_MS);
    expect(await runsOf(child)).toEqual([]);
    expect(await runsOf()).toHaveLength(2);
  });

  test('that changes one has its own from then on, under the same id, and the parent keeps its own', async () => {
    const { emulator } = get();
    const { trigger_id: id } = await create({ ...SCHEDULE, enabled: false });
    const child = `${await makeChild()}/triggers`;
    expect(await change(id, { type: 'schedule', name: 'mine' }, child)).toMatchObject({
      trigger_id: id,
      inherited: false,
      enabled: false,
      version: 2,
    });
    await change(id, { type: 'schedule', enabled: true, schedule: { cron: '* * * * *' } }, child);
    await emulator.clock.advance(MINUTE_MS);
    expect(await list()).toMatchObject([{ name: 'tick', enabled: false, version: 1 }]);
    expect(await runsOf(child.replace('/triggers', ''))).toHaveLength(1);
    expect(await runsOf()).toEqual([]);
  });

  test('that deletes one is rid of it for good, changed before or not, and the parent keeps it', async () => {
    const { api } = get();
    const { trigger_id: id } = await create(SCHEDULE);
    const [first, second] = [await makeChild(), await makeChild()];
    await change(id, { type: 'schedule', name: 'mine' }, `${second}/triggers`);
    for (const child of [first, second]) {
      expect(await api.delete(`${child}/triggers/${id}`)).toMatchObject({ status: 204 });
      expect(await list(`${child}/triggers`)).toEqual([]);
      expect(await api.get(`${child}/triggers/${id}`)).toMatchObject({ status: 404 });
    }
    expect(await list()).toHaveLength(1);
  });

  test('does not take the name of an inherited one', async () => {
    await create(SCHEDULE);
    const child = await makeChild();
    expect(await get().api.post(`${child}/triggers`, SCHEDULE)).toMatchObject({ status: 409 });
  });

  test('that is reset to its parent keeps its own triggers', async () => {
    const { api, emulator } = get();
    const { branch } = await get().createBranch(projectId);
    const child = `/projects/${projectId}/branches/${branch.id}`;
    const own = await create({ ...SCHEDULE, name: 'own' }, `${child}/triggers`);
    const parentId = branchPath.split('/').at(-1);
    expect(await api.post(`${child}/restore`, { source_branch_id: parentId })).toMatchObject({ status: 200 });
    await emulator.settle();
    expect(await list(`${child}/triggers`)).toMatchObject([{ trigger_id: own.trigger_id, inherited: false }]);
  });
});
