import type { Operation } from '@neon-api/types';
import { describe, expect, test } from 'vitest';
import { makeOperation } from '../../test/operation.ts';
import { judgeOperation } from './judge-operation.ts';

// By the server's clock, which may differ from ours.
const FAILED_AT = Date.UTC(2020, 0, 1);

describe('judgeOperation', () => {
  test.each([
    ['scheduling', 'pending'],
    ['running', 'pending'],
    ['cancelling', 'pending'],
    ['finished', 'good'],
    ['skipped', 'good'],
    ['cancelled', 'bad'],
    ['error', 'bad'],
    ['a_status_of_tomorrow', 'pending'],
  ])('judges %s as %s', (status, verdict) => {
    const operation = makeOperation({ status: status as Operation['status'] });
    expect(judgeOperation(operation, { failedForMs: 0, failedGraceMs: 0 })).toBe(verdict);
  });

  test.each([
    ['just seen', 0, undefined, 'pending'],
    ['seen within the grace', 29_999, undefined, 'pending'],
    ['seen a grace ago', 30_000, undefined, 'bad'],
    ['with a retry ahead', 59_999, 60_000, 'pending'],
    ['with a retry that is due', 60_000, 60_000, 'pending'],
    ['with a retry a grace ago', 90_000, 60_000, 'bad'],
    ['with a retry before the failure', 30_000, -60_000, 'bad'],
    ['with an unreadable retry', 30_000, Number.NaN, 'bad'],
  ])('judges failed, %s, as %s', (_, failedForMs, retryMs, verdict) => {
    const retry_at = Number.isNaN(retryMs) ? 'soon' : retryMs && new Date(FAILED_AT + retryMs).toISOString();
    const updated_at = new Date(FAILED_AT).toISOString();
    const operation = makeOperation({ status: 'failed', updated_at, ...(retry_at && { retry_at }) });
    expect(judgeOperation(operation, { failedForMs, failedGraceMs: 30_000 })).toBe(verdict);
  });
});
