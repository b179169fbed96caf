import { createRequire } from 'node:module';
import type { Cron } from 'croner';
import { badRequest } from '../../errors/index.ts';

/** Docs (functions/triggers/schedule): five numeric fields in UTC, with lists, ranges and steps; no names, no macros. */
const NUMERIC_FIELDS = /^[\d*,/-]+(?: +[\d*,/-]+){4}$/;

const require = createRequire(import.meta.url);
const parsed = new Map<string, Cron>();
/** Far more than the schedules of one emulator. */
const MOST_PARSED = 1000;

/** Refuses what is no schedule. */
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

/** The first run after `afterMs`, in milliseconds since the epoch; undefined for a day that never comes. */
export function findNextRunMs(cron: string, afterMs: number): number | undefined {
  return parse(cron).nextRun(new Date(afterMs))?.getTime();
}

function parse(cron: string): Cron {
  const known = parsed.get(cron);
  if (known) return known;
  if (parsed.size >= MOST_PARSED) parsed.clear();
  const made = createCron(cron);
  parsed.set(cron, made);
  return made;
}

/** The library is loaded for the first schedule: an emulator without one starts without it. */
function createCron(cron: string): Cron {
  const { Cron } = require('croner') as typeof import('croner');
  return new Cron(cron, { mode: '5-part', utcOffset: 0 });
}
