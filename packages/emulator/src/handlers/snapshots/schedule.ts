import type { BackupScheduleItem } from '@neon-api/types';

const FREQUENCIES: readonly string[] = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'];
const HOUR_MS = 3_600_000;

export function isKnownFrequency(frequency: string): boolean {
  return FREQUENCIES.includes(frequency);
}

/** Returns the last time the item was due, later than `afterMs` and no later than `untilMs`, if any. */
export function findDueMs(item: BackupScheduleItem, afterMs: number, untilMs: number): number | undefined {
  let due: number | undefined;
  // Searches back from the last full hour. A yearly item searches furthest.
  for (let timeMs = Math.floor(untilMs / HOUR_MS) * HOUR_MS; timeMs > afterMs; timeMs -= HOUR_MS) {
    if (!matches(item, new Date(timeMs))) continue;
    due = timeMs;
    break;
  }
  return due;
}

/** `hour`, `day` and `month` have Neon's defaults: midnight, the first day (in a week: Monday), January. */
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
