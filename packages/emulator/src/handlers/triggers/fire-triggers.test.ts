import { describe, expect, test } from 'vitest';
import { MINUTE_MS, SCHEDULE, UPLOAD, useTriggerWorld } from '../../../test/support/trigger-world.ts';

const world = useTriggerWorld();

describe('a schedule', () => {
  test('runs its function at each scheduled minute, as the function’s log shows', async () => {
    const { emulator } = world();
    const trigger = await world().create({ ...SCHEDULE, schedule: { cron: '* * * * *' }, function_path: '/cron' });
    const expected = [1, 2, 3].map(world().inMinutes);
    expect(trigger).toMatchObject({ next_run_at: expected[0] });
    expect(await world().runs()).toEqual([]);
    await emulator.clock.advance(3 * MINUTE_MS);
    expect(await world().runs()).toEqual(expected);
    expect(await world().list()).toMatchObject([{ next_run_at: world().inMinutes(1), version: 1 }]);
    const [begin, end] = await world().functionLogs();
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

  test('does not run while it is disabled, and continues when it is enabled', async () => {
    const { emulator } = world();
    const { trigger_id: id } = await world().create({ ...SCHEDULE, schedule: { cron: '* * * * *' }, enabled: false });
    expect(await world().list()).toMatchObject([{ enabled: false, next_run_at: null }]);
    await emulator.clock.advance(5 * MINUTE_MS);
    expect(await world().runs()).toEqual([]);
    expect(await world().change(id, { type: 'schedule', enabled: true })).toMatchObject({
      next_run_at: world().inMinutes(1),
    });
    await emulator.clock.advance(MINUTE_MS);
    expect(await world().runs()).toHaveLength(1);
    expect(await world().change(id, { type: 'schedule', enabled: false })).toMatchObject({
      next_run_at: null,
      version: 3,
    });
  });

  test('for a day that never occurs has no next run', async () => {
    expect(await world().create({ ...SCHEDULE, schedule: { cron: '0 0 30 2 *' } })).toMatchObject({
      next_run_at: null,
    });
  });

  test('logs an error if its function is deleted', async () => {
    const { emulator, api } = world();
    await world().create({ ...SCHEDULE, schedule: { cron: '* * * * *' } });
    await api.delete(`${world().branchPath}/functions/hello`);
    await emulator.clock.advance(MINUTE_MS);
    expect(await world().functionLogs()).toMatchObject([
      { severity_text: 'ERROR', message: 'function "hello" not found' },
    ]);
  });

  test('stops when its branch is deleted, and restarts when that is recovered', async () => {
    const { emulator, api } = world();
    const child = await world().makeChild();
    await world().create({ ...SCHEDULE, name: 'own', schedule: { cron: '* * * * *' } }, child);
    await api.delete(child);
    await emulator.settle();
    await emulator.clock.advance(5 * MINUTE_MS);
    expect(await api.get(`${child}/triggers`)).toMatchObject({ status: 404 });
    expect(await api.post(`${child}/recover`)).toMatchObject({ status: 200 });
    await emulator.settle();
    expect(await world().runs(child)).toEqual([]);
    expect(await world().list(child)).toMatchObject([{ next_run_at: world().inMinutes(1) }]);
  });

  test('stops when its project is deleted, and restarts when that is recovered', async () => {
    const { emulator, api, branchPath } = world();
    await world().create({ ...SCHEDULE, schedule: { cron: '* * * * *' } });
    const [projectPath = ''] = branchPath.split('/branches');
    await api.delete(projectPath);
    await emulator.settle();
    await emulator.clock.advance(5 * MINUTE_MS);
    expect(await api.post(`${projectPath}/recover`)).toMatchObject({ status: 200 });
    await emulator.settle();
    expect(await world().runs()).toEqual([]);
    expect(await world().list()).toMatchObject([{ next_run_at: world().inMinutes(1) }]);
  });

  test('catches up only within the log retention when the clock jumps', async () => {
    await world().create({ ...SCHEDULE, schedule: { cron: '0 * * * *' } });
    await world().emulator.clock.advance(30 * 24 * 60 * MINUTE_MS);
    const runs = await world().runs();
    expect(runs.length).toBeGreaterThanOrEqual(72);
    expect(runs.length).toBeLessThanOrEqual(73);
  });
});

describe('an upload', () => {
  async function upload(key: string): Promise<void> {
    const path = `${world().branchPath}/buckets/files/objects/${encodeURIComponent(key)}/presign`;
    const { body } = await world().api.post<{ url: string; method: string }>(path, { operation: 'upload' });
    expect(await fetch(body.url, { method: body.method, body: 'x' })).toMatchObject({ status: 200 });
  }

  test('invokes the triggers of its bucket whose prefix matches the key', async () => {
    const { api } = world();
    await api.post(`${world().branchPath}/buckets`, { name: 'files' });
    const { trigger_id: id } = await world().create(UPLOAD);
    await world().create({ ...UPLOAD, name: 'other bucket', storage_object_created: { bucket_name: 'others' } });
    await world().create({ ...UPLOAD, name: 'off', enabled: false });
    for (const key of ['in/a', 'out/a', 'IN/a']) await upload(key);
    const begun = (await world().functionLogs()).filter(({ message }) => message === 'invoke begin');
    expect(begun.map(({ attributes }) => JSON.parse(String(attributes.body)))).toMatchObject([
      {
        trigger: { type: UPLOAD.type, id, name: 'on-upload' },
        data: { bucket_name: 'files', object_key: 'in/a' },
      },
    ]);
  });
});
