import type { Operation } from '@neon-api/types';
import { expect, test } from 'vitest';
import { layoutTimeline, NARROWEST, ticksOf } from './layout-timeline.ts';

const operation = (id: string, branch_id: string, startMs: number, lengthMs: number, status = 'finished'): Operation =>
  ({ id, branch_id, status, created_at: new Date(startMs).toISOString(), total_duration_ms: lengthMs }) as Operation;

const SPAN = { fromMs: 0, toMs: 1000 };

test('each branch has a lane, the latest first', () => {
  const lanes = layoutTimeline([operation('1', 'a', 0, 100), operation('2', 'b', 500, 100)], SPAN);
  expect(lanes.map(({ branchId }) => branchId)).toEqual(['b', 'a']);
  expect(lanes[0]?.bars).toMatchObject([{ start: 0.5, width: expect.closeTo(0.1), line: 0 }]);
});

test('operations at the same time are on different lines, and a free line is used again', () => {
  const all = [operation('1', 'a', 0, 400), operation('2', 'a', 100, 100), operation('3', 'a', 500, 100)];
  const [lane] = layoutTimeline(all, SPAN);
  expect(lane?.lines).toBe(2);
  expect(lane?.bars.map(({ line }) => line)).toEqual([0, 1, 0]);
});

test.each([
  ['a running operation lasts until now', operation('1', 'a', 400, 0, 'running'), { start: 0.4, width: 0.6 }],
  ['a short operation is still visible', operation('1', 'a', 400, 0), { start: 0.4, width: NARROWEST }],
  ['an operation that began earlier is cut', operation('1', 'a', -500, 1000), { start: 0, width: 0.5 }],
])('%s', (_, one, bar) => {
  expect(layoutTimeline([one], SPAN)[0]?.bars).toMatchObject([bar]);
});

test('operations outside the span are left out', () => {
  expect(layoutTimeline([operation('1', 'a', -500, 100), operation('2', 'a', 2000, 1)], SPAN)).toEqual([]);
});

test.each([
  [0, 8000, [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]],
  [500, 60_500, [10_000, 20_000, 30_000, 40_000, 50_000, 60_000]],
  [0, 500, [0]],
])('from %i to %i ms, these times are marked', (fromMs, toMs, ticks) => {
  expect(ticksOf({ fromMs, toMs })).toEqual(ticks);
});
