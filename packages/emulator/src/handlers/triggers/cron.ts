import { Cron } from 'croner';
import { badRequest } from '../../errors/index.ts';

/** Docs (functions/triggers/schedule): five numeric fields in UTC, with lists, ranges and steps; no names, no macros. */
const NUMERIC_FIELDS = /^[\d*,/-]+(?: +[\d*,/-]+){4}$/;

const parsed = new Map<string, Cron>();
/** Far more than one emulator needs. */
const MOST_PARSED = 1000;

/** Refuses an invalid schedule. */
export function checkCron(field: string, cron: string): void {
  if (!NUMERIC_FIELDS.test(cron)) {
    throw badRequest(`${field}: expected five numeric cron fields, minute to day of week, such as "*/15 * * * *"`);
  }
  try {
    parse(cron);
  } catch {
    throw badRequest(`${field}: cron value is outside field bounds`);
  }
}

/** Returns the first run after `afterMs`, in milliseconds since the epoch; undefined for a day that never occurs. */
export function findNextRunMs(cron: string, afterMs: number): number | undefined {
  return parse(cron).nextRun(new Date(afterMs))?.getTime();
}

function parse(cron: string): Cron {
  const known = parsed.get(cron);
  if (known) return known;
  if (parsed.size >= MOST_PARSED) parsed.clear();
  const made = new Cron(cron, { mode: '5-part', utcOffset: 0 });
  parsed.set(cron, made);
  return made;
}
