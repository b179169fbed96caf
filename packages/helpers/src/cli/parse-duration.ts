import { NeonUsageError } from '@neon-api/client';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `90m`, `12h`, `7d` or `2w` in ms. */
export function parseDuration(text: string, name: string): number {
  const [, digits, unit = ''] = /^(\d+)([mhdw])$/.exec(text) ?? [];
  const unitMs = UNITS[unit];
  if (digits !== undefined && unitMs !== undefined) return Number(digits) * unitMs;
  throw new NeonUsageError(`${name} must be a time such as 90m, 12h, 7d or 2w, not ${JSON.stringify(text)}.`);
}
