import { expect, test } from 'vitest';
import { createHandlerContext } from '../../../test/support/handler-context.ts';
import type { ProjectRecord } from '../../state/index.ts';
import { newProject } from '../projects/index.ts';
import { appendLogs, LOG_RETENTION_MS, readLogs } from './log-book.ts';
import { newLog } from './log-records.ts';

const NOW_MS = Date.parse('2026-03-01T12:00:00Z');

function createProject(): ProjectRecord {
  const compute = { autoscaling_limit_min_cu: 1, autoscaling_limit_max_cu: 1, suspend_timeout_seconds: 0 };
  return newProject(createHandlerContext(), {}, compute);
}

function logAt(atMs: number, body: string): ReturnType<typeof newLog> {
  return newLog({ atMs, severity: 'info', body, source: 'function', service: 'f', scope: 's' });
}

function append(project: ProjectRecord, branchId: string, records: ReturnType<typeof newLog>[], nowMs = NOW_MS): void {
  appendLogs(
    project,
    records.map((record) => ({ branchId, record })),
    nowMs,
  );
}

function messages(project: ProjectRecord, branchId: string, nowMs = NOW_MS): string[] {
  return readLogs(project, branchId, nowMs).map(({ record }) => record.message);
}

test('a branch has its own records, sorted by time and then by arrival', () => {
  const project = createProject();
  append(project, 'br-a', [logAt(NOW_MS, 'second'), logAt(NOW_MS, 'third')]);
  append(project, 'br-b', [logAt(NOW_MS, 'other')]);
  append(project, 'br-a', [logAt(NOW_MS - 1, 'first')]);
  expect(messages(project, 'br-a')).toEqual(['first', 'second', 'third']);
  expect(messages(project, 'br-b')).toEqual(['other']);
  expect(messages(project, 'br-c')).toEqual([]);
});

test('records are hidden after three days, and removed from the state with the next record', () => {
  const project = createProject();
  append(project, 'br-a', [logAt(NOW_MS, 'old')]);
  expect(messages(project, 'br-a', NOW_MS + LOG_RETENTION_MS)).toEqual(['old']);
  const laterMs = NOW_MS + LOG_RETENTION_MS + 1;
  expect(messages(project, 'br-a', laterMs)).toEqual([]);
  append(project, 'br-a', [logAt(laterMs, 'new')], laterMs);
  expect(project.logs?.size).toBe(1);
});

test('only the newest records are retained', () => {
  const project = createProject();
  const all = Array.from({ length: 10_005 }, (_, index) => logAt(NOW_MS, String(index)));
  append(project, 'br-a', all);
  const kept = messages(project, 'br-a');
  expect([kept.length, kept.at(0), kept.at(-1)]).toEqual([10_000, '5', '10004']);
});
