import type { Branch } from '@neon-api/types';

/** The times to which a branch can be restored, in ms since the epoch. */
export interface HistoryWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

const SECOND_MS = 1000;

/** The emulator may keep less: it refuses a time for which it has no history. */
export function historyWindow(
  { created_at }: Pick<Branch, 'created_at'>,
  retentionSeconds: number | undefined,
  nowMs: number,
): HistoryWindow {
  const oldestMs = retentionSeconds === undefined ? 0 : nowMs - retentionSeconds * SECOND_MS;
  const fromMs = Math.min(nowMs, Math.max(Date.parse(created_at), oldestMs));
  return { fromMs: Math.ceil(fromMs / SECOND_MS) * SECOND_MS, toMs: Math.floor(nowMs / SECOND_MS) * SECOND_MS };
}

/** Formats a time for a date field, in the reader's time zone. */
export function toDateField(ms: number): string {
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
