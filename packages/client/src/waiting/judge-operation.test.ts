import type { Operation } from '@neon-api/types';
import { describe, expect, it } from 'vitest';
import { judgeOperation } from './judge-operation.ts';

const NOW = Date.UTC(2026, 0, 1);
const iso = (offsetMs: number): string => new Date(NOW + offsetMs).toISOString();

describe('judgeOperation', () => {
  it.each([
    ['scheduling', 'pending'],
    ['running', 'pending'],
    ['cancelling', 'pending'],
    ['finished', 'good'],
    ['skipped', 'good'],
    ['cancelled', 'bad'],
    ['error', 'bad'],
    ['a_status_of_tomorrow', 'pending'],
  ])('says of %s: %s', (status, verdict) => {
    const context = { nowMs: NOW, failedSinceMs: 0, failedGraceMs: 0 };
    expect(judgeOperation({ status: status as Operation['status'] }, context)).toBe(verdict);
  });

  it.each([
    ['just seen', 0, undefined, 'pending'],
    ['seen within the grace', -29_999, undefined, 'pending'],
    ['seen a grace ago', -30_000, undefined, 'bad'],
    ['with a retry ahead', -90_000, iso(1), 'pending'],
    ['with a retry that is due', -90_000, iso(0), 'pending'],
    ['with a retry a grace ago', -90_000, iso(-30_000), 'bad'],
    ['with an unreadable retry', -90_000, 'soon', 'bad'],
  ])('says of failed, %s: %s', (_, seenMs, retry_at, verdict) => {
    const context = { nowMs: NOW, failedSinceMs: NOW + seenMs, failedGraceMs: 30_000 };
    expect(judgeOperation({ status: 'failed', ...(retry_at && { retry_at }) }, context)).toBe(verdict);
  });
});
