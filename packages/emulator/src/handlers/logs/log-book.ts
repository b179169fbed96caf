import type { ProjectBranchLogRecord } from '@neon-api/types';
import type { ProjectRecord } from '../../state/index.ts';

/** A record with a sequence number, which distinguishes records of the same millisecond. */
export interface NumberedLog {
  readonly number: number;
  readonly record: ProjectBranchLogRecord;
}

/** A new record and its branch. */
export interface NewRecord {
  readonly branchId: string;
  readonly record: ProjectBranchLogRecord;
}

/** Docs (introduction/monitor-logs, retention): three days. */
export const LOG_RETENTION_MS: number = 3 * 24 * 3_600_000;
/** Per project. Neon has no such limit, but it keeps the emulator's state file small. */
const MOST_KEPT = 10_000;
const NUMBER_DIGITS = 12;

/** Appends records in the given order, and drops those that are too old or too many. */
export function appendLogs(project: ProjectRecord, records: readonly NewRecord[], nowMs: number): void {
  if (records.length === 0) return;
  project.logs ??= new Map();
  const { logs } = project;
  let number = lastNumberOf(logs);
  for (const { branchId, record } of records) {
    number += 1;
    logs.set(formatKey(number, branchId), JSON.stringify(record));
  }
  dropOldest(logs, nowMs);
}

/** Returns the branch's records within the retention, oldest first. */
export function readLogs({ logs }: ProjectRecord, branchId: string, nowMs: number): NumberedLog[] {
  return [...(logs ?? [])]
    .map(([key, text]) => ({ key: parseKey(key), text }))
    .filter(({ key }) => key.branchId === branchId)
    .map(({ key: { number }, text }) => ({ number, record: parse(text) }))
    .filter(({ record }) => !isExpired(record, nowMs))
    .sort((a, b) => timeOf(a.record) - timeOf(b.record) || a.number - b.number);
}

export function timeOf({ timestamp }: ProjectBranchLogRecord): number {
  return Date.parse(timestamp);
}

function dropOldest(logs: Map<string, string>, nowMs: number): void {
  for (const [key, text] of logs) {
    if (logs.size <= MOST_KEPT && !isExpired(parse(text), nowMs)) return;
    logs.delete(key);
  }
}

function isExpired(record: ProjectBranchLogRecord, nowMs: number): boolean {
  return timeOf(record) < nowMs - LOG_RETENTION_MS;
}

function parse(text: string): ProjectBranchLogRecord {
  return JSON.parse(text) as ProjectBranchLogRecord;
}

function formatKey(number: number, branchId: string): string {
  return `${String(number).padStart(NUMBER_DIGITS, '0')} ${branchId}`;
}

function parseKey(key: string): { readonly number: number; readonly branchId: string } {
  return { number: Number(key.slice(0, NUMBER_DIGITS)), branchId: key.slice(NUMBER_DIGITS + 1) };
}

function lastNumberOf(logs: ReadonlyMap<string, string>): number {
  let last = '';
  for (const key of logs.keys()) last = key;
  return last === '' ? 0 : parseKey(last).number;
}
