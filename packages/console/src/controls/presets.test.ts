import type { AddedFault } from '@neon-api/emulator';
import { expect, test } from 'vitest';
import { describeTarget, faultOf, faultsWith, isSpent } from './presets.ts';

test.each([
  ['', 'once', { kind: 'html', any: true }],
  [' createProject ', 'once', { kind: 'html', operationId: 'createProject' }],
  ['', '0.5', { kind: 'html', any: true, probability: 0.5 }],
] as const)('calls "%s", %s', (operationId, frequency, fault) => {
  expect(faultOf({ kind: 'html' }, operationId, frequency)).toEqual(fault);
});

const added = (fields: object): AddedFault => ({ id: 'fault-1', seen: 0, struck: 0, ...fields }) as AddedFault;

test('the faults of a switch have its effect', () => {
  const faults = [added({ kind: 'status', status: 503, any: true }), added({ kind: 'status', status: 429, any: true })];
  expect(faultsWith({ kind: 'status', status: 429 }, faults)).toEqual([faults[1]]);
});

test.each([
  [{ any: true }, 'every operation, once'],
  [{ operationId: 'createProject', times: 3, nth: 2 }, 'createProject, 3 times from call 2 on'],
  [{ route: 'POST /projects', probability: 0.1 }, 'POST /projects, 10 % of calls'],
])('%j strikes %s', (fields, text) => {
  expect(describeTarget(added(fields))).toBe(text);
});

test.each([
  [{ struck: 0 }, false],
  [{ struck: 1 }, true],
  [{ struck: 1, times: 2 }, false],
  [{ struck: 9, probability: 1 }, false],
])('%j is spent: %s', (fields, spent) => {
  expect(isSpent(added(fields))).toBe(spent);
});
