import { createVirtualClock } from '@neon-api/ground';
import type { PgBoss } from 'pg-boss';
import { expect, test } from 'vitest';
import { createScheduleQueue } from './schedule-queue.ts';

const NEXT = new Date('2026-01-02T02:30:00Z');

/** The functions of pg-boss, each of which fails at its first call because Postgres restarts. */
function restartingBoss(): PgBoss {
  const failed = new Set<string>();
  const answer = (name: string, value: unknown) => async (): Promise<unknown> => {
    if (failed.size === failed.add(name).size) return value;
    throw Object.assign(new Error('the database system is starting up'), { code: '57P03' });
  };
  const schedule = { name: 'tenants/schedule/clean-up', cron: '30 2 * * *', timezone: 'UTC' };
  const functions = {
    createQueue: answer('createQueue', undefined),
    schedule: answer('schedule', undefined),
    getSchedules: answer('getSchedules', [schedule]),
    getSchedule: answer('getSchedule', schedule),
    unschedule: answer('unschedule', undefined),
    previewSchedule: () => [NEXT],
  };
  return functions as unknown as PgBoss;
}

test('schedules are set, listed and removed while Postgres restarts', async () => {
  const clock = createVirtualClock();
  const queue = createScheduleQueue(restartingBoss(), 'tenants', { queue: {}, worker: {}, clock });
  await clock.advanceUntil(queue.set('clean-up', '30 2 * * *', 'UTC'));
  expect(await clock.advanceUntil(queue.list())).toEqual([
    { job: 'clean-up', cron: '30 2 * * *', timeZone: 'UTC', nextAt: NEXT },
  ]);
  expect(await clock.advanceUntil(queue.remove('clean-up'))).toBe(true);
});
