import type { LoggedRequest } from '@neon-api/emulator';
import { expect, test } from 'vitest';
import { findRequests, outcomeOf } from './request-row.ts';

test.each([
  [{}, 'running'],
  [{ durationMs: 3 }, 'lost'],
  [{ durationMs: 3, status: 201 }, 'ok'],
  [{ durationMs: 3, status: 404 }, 'refused'],
  [{ durationMs: 3, status: 503 }, 'failed'],
])('%j is %s', (request, outcome) => {
  expect(outcomeOf(request)).toBe(outcome);
});

const request = (number: number, more: Partial<LoggedRequest>): LoggedRequest =>
  ({
    number,
    method: 'GET',
    path: '/api/v2/projects',
    headers: {},
    status: 200,
    durationMs: 1,
    ...more,
  }) as LoggedRequest;
const all = [
  request(1, { operationId: 'listProjects' }),
  request(2, { method: 'POST', status: 503, operationId: 'createProject' }),
  request(3, { headers: { 'x-neon-emulator-console': 'true' } }),
];

test.each([
  ['everything but the console’s own', { search: '', own: false, onlyErrors: false }, [2, 1]],
  ['everything', { search: '', own: true, onlyErrors: false }, [3, 2, 1]],
  ['errors', { search: '', own: true, onlyErrors: true }, [2]],
  ['an operation', { search: 'LISTprojects', own: true, onlyErrors: false }, [1]],
  ['a status', { search: '503', own: true, onlyErrors: false }, [2]],
])('the filter finds %s, newest first', (_, filter, numbers) => {
  expect(findRequests(all, filter).map(({ number }) => number)).toEqual(numbers);
});
