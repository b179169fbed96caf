import { callAndWait, type NeonCaller } from '@neon-api/client';
import { createProjectEndpoint, listSnapshots } from '@neon-api/client/operations';
import type { Snapshot } from '@neon-api/types';
import { describe, expect, test } from 'vitest';
import { query } from '../../test/emulated-neon.ts';
import { loseAnswer, watchCalls } from '../../test/lose-answer.ts';
import { useProject } from '../../test/use-neon.ts';
import { readBackupSchedule, setBackupSchedule } from '../backup-schedule/index.ts';
import { connectionUris } from '../connections/index.ts';
import { planSnapshotPruning, pruneSnapshots, restoreFromSnapshot, takeSnapshot } from './index.ts';

let neon: NeonCaller;
let place: { projectId: string; branchId: string };
let uri: string;

useProject({}, (inUse) => {
  ({ neon, place, uri } = inUse);
});

const namesNow = async () => {
  const { snapshots } = await listSnapshots(neon, { project_id: place.projectId });
  return snapshots.map(({ name }) => name).sort();
};

describe('takeSnapshot and restoreFromSnapshot', () => {
  test('restore the data of that time, and create only one each when called twice', async () => {
    await query(uri, 'create table t as select 1 as n');
    const first = await takeSnapshot(neon, { ...place, name: 'before' });
    const again = await takeSnapshot(neon, { ...place, name: 'before' });
    expect([first.created, again.created, again.value.id]).toEqual([true, false, first.value.id]);
    await query(uri, 'insert into t values (2)');

    const wanted = { projectId: place.projectId, snapshotId: first.value.id, name: 'look' };
    const restored = await restoreFromSnapshot(neon, wanted);
    const twice = await restoreFromSnapshot(neon, wanted);
    expect([restored.created, twice.created, twice.value.id]).toEqual([true, false, restored.value.id]);
    const body = { endpoint: { branch_id: restored.value.id, type: 'read_write' as const } };
    await callAndWait(neon, createProjectEndpoint, { project_id: place.projectId, body });
    const { direct } = await connectionUris(neon, { projectId: place.projectId, branchId: restored.value.id });
    expect(await query(direct, 'select n from t')).toEqual([{ n: 1 }]);
    expect(await query(uri, 'select n from t order by n')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('check the state again after a lost response', async () => {
    const { value: snapshot } = await takeSnapshot(loseAnswer(neon, 'createSnapshot'), { ...place, name: 'lost' });
    expect((await namesNow()).filter((name) => name === 'lost')).toHaveLength(1);
    const wanted = { projectId: place.projectId, snapshotId: snapshot.id, name: 'from-lost' };
    const { neon: lossy, calls } = watchCalls(loseAnswer(neon, 'restoreSnapshot'));
    const { value } = await restoreFromSnapshot(lossy, wanted);
    expect(value).toMatchObject({ name: 'from-lost', restored_from: snapshot.id });
    expect(calls.filter((id) => id === 'restoreSnapshot')).toHaveLength(1);
  });

  test('refuse two points in time', async () => {
    const both = { ...place, name: 'x', timestamp: '2026-01-01T00:00:00Z', lsn: '0/1' };
    await expect(takeSnapshot(neon, both)).rejects.toThrow('not both');
  });
});

describe('pruneSnapshots', () => {
  test('shows a plan in a dry run, and deletes only what no rule keeps', async () => {
    const { value: newest } = await takeSnapshot(neon, { ...place, name: 'newest' });
    const rules = { ...place, keepLast: 1, matches: ({ name }: Snapshot) => name !== 'before' };
    const told = await pruneSnapshots(neon, { ...rules, dryRun: true });
    expect(told.deleted).toEqual([]);
    expect(await namesNow()).toEqual(['before', 'lost', 'newest']);
    const done = await pruneSnapshots(loseAnswer(neon, 'deleteSnapshot'), rules);
    expect(done.verdicts.map(({ snapshot, action }) => [snapshot.name, action])).toEqual(
      told.verdicts.map(({ snapshot, action }) => [snapshot.name, action]),
    );
    expect(await namesNow()).toEqual(['before', expect.not.stringMatching(/before/)]);
    expect(newest.name).toBe('newest');
    expect((await pruneSnapshots(neon, rules)).deleted).toEqual([]);
  });

  test('refuses to run without a rule', async () => {
    await expect(pruneSnapshots(neon, place)).rejects.toThrow('keepLast');
  });
});

describe('planSnapshotPruning', () => {
  const day = 86_400_000;
  const at = (id: string, ageDays: number, rest: Partial<Snapshot> = {}): Snapshot => ({
    id,
    name: id,
    created_at: new Date(100 * day - ageDays * day).toISOString(),
    manual: true,
    ...rest,
  });
  const kept = (all: Snapshot[], rules: Parameters<typeof planSnapshotPruning>[1]) =>
    planSnapshotPruning(all, rules, 100 * day).flatMap(({ snapshot, action }) =>
      action === 'keep' ? [snapshot.id] : [],
    );

  test.each([
    ['the newest few, whatever their order', { keepLast: 2 }, ['a', 'b']],
    ['the young ones', { keepYoungerThanMs: 6 * day }, ['a', 'b']],
    ['what either keeps', { keepLast: 1, keepYoungerThanMs: 2 * day }, ['a']],
    ['what no rule applies to', { keepLast: 0, matches: ({ id }: Snapshot) => id === 'b' }, ['a', 'c']],
    ['none with none to keep', { keepLast: 0 }, []],
  ])('keeps %s', (_what, rules, expected) => {
    expect(kept([at('c', 9), at('a', 1), at('b', 5)], rules)).toEqual(expected);
  });

  test('keeps scheduled snapshots and those of unknown age', () => {
    const all = [at('scheduled', 9, { manual: false }), at('odd', 9, { created_at: 'yesterday' })];
    expect(kept(all, { keepLast: 0 }).sort()).toEqual(['odd', 'scheduled']);
  });
});

describe('setBackupSchedule', () => {
  test('replaces the whole schedule, and sends no change if it already matches', async () => {
    const daily = { frequency: 'daily', hour: 3, retention_seconds: 604_800 } as const;
    const weekly = { frequency: 'weekly', day: 1, hour: 4 } as const;
    expect(await setBackupSchedule(neon, { ...place, schedule: [daily, weekly] })).toMatchObject({
      previousSchedule: [],
      changed: true,
    });
    const { neon: watched, calls } = watchCalls(neon);
    expect((await setBackupSchedule(watched, { ...place, schedule: [weekly, daily] })).changed).toBe(false);
    expect(calls).toEqual(['getSnapshotSchedule']);
    expect((await setBackupSchedule(loseAnswer(neon, 'setSnapshotSchedule'), { ...place, schedule: [] })).changed).toBe(
      true,
    );
    expect(await readBackupSchedule(neon, place)).toEqual([]);
  });
});
