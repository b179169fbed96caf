import { describe, expect, test } from 'vitest';
import { SCHEDULE, UPLOAD, useTriggerWorld } from '../../../test/support/trigger-world.ts';

const world = useTriggerWorld();

describe('a trigger', () => {
  test('is created, listed by id, read and deleted', async () => {
    const { api } = world();
    const schedule = await world().create(SCHEDULE);
    const upload = await world().create(UPLOAD);
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
    expect((await world().list()).map(({ trigger_id }) => trigger_id)).toEqual(ids);
    expect(await api.get(`${world().branchPath}/triggers/${upload.trigger_id}`)).toMatchObject({
      status: 200,
      body: { trigger: upload },
    });
    expect(await api.delete(`${world().branchPath}/triggers/${upload.trigger_id}`)).toMatchObject({ status: 204 });
    expect(await api.delete(`${world().branchPath}/triggers/${upload.trigger_id}`)).toMatchObject({ status: 404 });
    expect(await api.get(`${world().branchPath}/triggers/${upload.trigger_id}`)).toMatchObject({ status: 404 });
  });

  test('for a whole bucket shows no prefix', async () => {
    const trigger = await world().create({ ...UPLOAD, storage_object_created: { bucket_name: 'files', prefix: '' } });
    expect(trigger).toMatchObject({ storage_object_created: { bucket_name: 'files' } });
    expect(trigger).not.toHaveProperty('storage_object_created.prefix');
  });

  test.each<[string, object, number, RegExp]>([
    ['a cron expression out of bounds', { schedule: { cron: '70 * * * *' } }, 400, /outside field bounds/],
    ['a named day', { schedule: { cron: '0 9 * * MON' } }, 400, /five numeric cron fields/],
    ['a timezone', { schedule: { cron: '* * * * *', timezone: 'CET' } }, 400, /unexpected field "timezone"/],
    ['an unknown field', { function_id: 'x' }, 400, /unexpected field "function_id"/],
    ['the field of the other type', { storage_object_created: { bucket_name: 'b' } }, 400, /unexpected field/],
    ['a path with a query', { function_path: '/a?b=1' }, 400, /invalid function trigger path/],
    ['a path without a leading slash', { function_path: 'a' }, 400, /invalid function trigger path/],
    ['a path that is too long', { function_path: `/${'a'.repeat(2048)}` }, 400, /invalid function trigger path/],
    ['an empty name', { name: '' }, 400, /body\.name/],
    ['a name that is too long', { name: 'n'.repeat(257) }, 400, /body\.name/],
    ['a function from another branch', { function_slug: 'other' }, 404, /target function not visible on branch/],
    ['no schedule', { schedule: undefined }, 400, /schedule/],
  ])('with %s is refused', async (_, fields, status, message) => {
    const answer = await world().api.post<{ message: string }>(`${world().branchPath}/triggers`, {
      ...SCHEDULE,
      ...fields,
    });
    expect(answer).toMatchObject({ status, body: { message: expect.stringMatching(message) } });
    expect(await world().list()).toEqual([]);
  });

  test.each<[string, object]>([
    ['an empty bucket name', { bucket_name: '' }],
    ['a prefix of more than 1024 bytes', { bucket_name: 'b', prefix: 'ä'.repeat(513) }],
    ['an unknown field', { bucket_name: 'b', suffix: '.csv' }],
  ])('for uploads with %s is refused', async (_, storage_object_created) => {
    expect(
      await world().api.post(`${world().branchPath}/triggers`, { ...UPLOAD, storage_object_created }),
    ).toMatchObject({ status: 400 });
  });

  test('has a unique name on the branch', async () => {
    const { api } = world();
    await world().create(SCHEDULE);
    const upload = await world().create(UPLOAD);
    const expected = { status: 409, body: { message: 'function trigger name already exists on branch' } };
    expect(await api.post(`${world().branchPath}/triggers`, SCHEDULE)).toMatchObject(expected);
    const rename = { type: UPLOAD.type, name: 'tick' };
    expect(await api.patch(`${world().branchPath}/triggers/${upload.trigger_id}`, rename)).toMatchObject(expected);
    expect(await world().change(upload.trigger_id, { type: UPLOAD.type, name: UPLOAD.name })).toMatchObject({
      version: 2,
    });
  });

  test('changes with a new version, the same type, and at least one field', async () => {
    const { api } = world();
    const { trigger_id: id } = await world().create(SCHEDULE);
    expect(await world().change(id, { type: 'schedule', function_path: '/cron' })).toMatchObject({
      function_path: '/cron',
      version: 2,
      next_run_at: world().inMinutes(5 - (new Date(world().inMinutes(0)).getMinutes() % 5)),
    });
    expect(await world().change(id, { type: 'schedule', schedule: { cron: '* * * * *' } })).toMatchObject({
      version: 3,
      next_run_at: world().inMinutes(1),
    });
    expect(await api.patch(`${world().branchPath}/triggers/${id}`, { type: 'schedule' })).toMatchObject({
      status: 400,
    });
    expect(await api.patch(`${world().branchPath}/triggers/${id}`, { type: UPLOAD.type, name: 'x' })).toMatchObject({
      status: 400,
    });
    expect(
      await api.patch(`${world().branchPath}/triggers/${id}`, { type: 'schedule', function_slug: 'no' }),
    ).toMatchObject({ status: 404 });
    expect(
      await api.patch(`${world().branchPath}/triggers/trigger-none`, { type: 'schedule', name: 'x' }),
    ).toMatchObject({ status: 404 });
  });
});
