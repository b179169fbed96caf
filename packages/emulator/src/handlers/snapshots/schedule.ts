import type { BackupScheduleItem } from '@neon-api/types';

const FREQUENCIES: readonly string[] = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'];
const HOUR_MS = 3_600_000;

export function isKnownFrequency(frequency: string): boolean {
  return FREQUENCIES.includes(frequency);
}

/** The newest moment at which the item was due, after one and up to the other; undefined when there was none. */
export function findDueMs(item: BackupScheduleItem, afterMs: number, untilMs: number): number | undefined {
  let due: number | undefined;
  // From the last full hour back: yearly items are the rarest, and looked for no further than they go.
  for (let timeMs = Math.floor(untilMs / HOUR_MS) * HOUR_MS; timeMs > afterMs; timeMs -= HOUR_MS) {
    if (!matches(item, new Date(timeMs))) continue;
    due = timeMs;
    break;
  }
  return due;
}

/** `hour`, `day` and `month` count from Neon's defaults: midnight, the first day (Monday in a week), January. */
function matches({ frequency, hour = 0, day = 1, month = 1 }: BackupScheduleItem, time: Date): boolean {
  const isHour = time.getUTCHours() === hour;
  switch (frequency) {
    case 'hourly':
      return true;
    case 'daily':
      return isHour;
    case 'weekly':
      return isHour && time.getUTCDay() === day % 7;
    case 'monthly':
      return isHour && time.getUTCDate() === day;
    case 'yearly':
      return isHour && time.getUTCDate() === day && time.getUTCMonth() + 1 === month;
    default:
      return false;
  }
}
