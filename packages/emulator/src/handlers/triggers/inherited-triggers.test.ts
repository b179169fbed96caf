import { describe, expect, test } from 'vitest';
import { MINUTE_MS, SCHEDULE, useTriggerWorld } from '../../../test/support/trigger-world.ts';

const world = useTriggerWorld();

describe('a child branch', () => {
  test('inherits triggers, disabled, with later changes', async () => {
    const { emulator } = world();
    const { trigger_id: id } = await world().create({ ...SCHEDULE, schedule: { cron: '* * * * *' } });
    const child = await world().makeChild();
    expect(await world().list(child)).toMatchObject([
      { trigger_id: id, inherited: true, enabled: false, next_run_at: null },
    ]);
    await world().change(id, { type: 'schedule', name: 'renamed' });
    expect(await world().list(child)).toMatchObject([{ trigger_id: id, name: 'renamed', version: 2 }]);
    await emulator.clock.advance(2 * MINUTE_MS);
    expect(await world().runs(child)).toEqual([]);
    expect(await world().runs()).toHaveLength(2);
  });

  test('that changes a trigger gets its own under the same id, and the parent’s is unchanged', async () => {
    const { emulator } = world();
    const { trigger_id: id } = await world().create({ ...SCHEDULE, enabled: false });
    const child = await world().makeChild();
    expect(await world().change(id, { type: 'schedule', name: 'mine' }, child)).toMatchObject({
      trigger_id: id,
      inherited: false,
      enabled: false,
      version: 2,
    });
    await world().change(id, { type: 'schedule', enabled: true, schedule: { cron: '* * * * *' } }, child);
    await emulator.clock.advance(MINUTE_MS);
    expect(await world().list()).toMatchObject([{ name: 'tick', enabled: false, version: 1 }]);
    expect(await world().runs(child)).toHaveLength(1);
    expect(await world().runs()).toEqual([]);
  });

  test('that deletes a trigger loses it permanently, changed or not, and the parent keeps it', async () => {
    const { api } = world();
    const { trigger_id: id } = await world().create(SCHEDULE);
    const [first, second] = [await world().makeChild(), await world().makeChild()];
    await world().change(id, { type: 'schedule', name: 'mine' }, second);
    for (const child of [first, second]) {
      expect(await api.delete(`${child}/triggers/${id}`)).toMatchObject({ status: 204 });
      expect(await world().list(child)).toEqual([]);
      expect(await api.get(`${child}/triggers/${id}`)).toMatchObject({ status: 404 });
    }
    expect(await world().list()).toHaveLength(1);
  });

  test('cannot reuse the name of an inherited one', async () => {
    await world().create(SCHEDULE);
    const child = await world().makeChild();
    expect(await world().api.post(`${child}/triggers`, SCHEDULE)).toMatchObject({ status: 409 });
  });

  test('keeps its own triggers when it is reset to its parent', async () => {
    const { api, emulator } = world();
    const child = await world().makeChild();
    const own = await world().create({ ...SCHEDULE, name: 'own' }, child);
    const parentId = world().branchPath.split('/').at(-1);
    expect(await api.post(`${child}/restore`, { source_branch_id: parentId })).toMatchObject({ status: 200 });
    await emulator.settle();
    expect(await world().list(child)).toMatchObject([{ trigger_id: own.trigger_id, inherited: false }]);
  });
});
