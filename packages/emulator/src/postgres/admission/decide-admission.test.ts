import { expect, test } from 'vitest';
import { CONNECTION_LIMITS, MOST_VISITS, SERVER_CONNECTIONS, SUPERUSER_CONNECTIONS } from './connection-limits.ts';
import { decideAdmission, type LoginState } from './decide-admission.ts';

const LIMITS = { mostSessions: 10, mostLogins: 2, silentMs: 1000 };
const NOW = 5000;
const busy: LoginState = { silentSinceMs: undefined, isLeaving: false };
const silentFor = (ms: number): LoginState => ({ silentSinceMs: NOW - ms, isLeaving: false });
const leaving: LoginState = { silentSinceMs: 0, isLeaving: true };
const slowest = silentFor(1500);

test.each([
  ['an empty branch admits', 0, [], 1, { kind: 'admit' }],
  ['one login leaves room for a second', 0, [busy], 1, { kind: 'admit' }],
  ['as many logins as there may be: wait', 0, [busy, busy], 1, { kind: 'wait', untilMs: undefined }],
  [
    'a silent client: wait until it has been silent for long',
    0,
    [busy, silentFor(400)],
    1,
    { kind: 'wait', untilMs: 5600 },
  ],
  [
    'the client that has been silent longest loses its place',
    0,
    [silentFor(1200), slowest],
    1,
    { kind: 'evict', login: slowest },
  ],
  ['one that is leaving is enough for one that waits', 0, [slowest, leaving], 1, { kind: 'wait', untilMs: undefined }],
  ['two that wait need two places', 0, [slowest, leaving], 2, { kind: 'evict', login: slowest }],
  [
    'the last session may still come from a login in progress: wait',
    9,
    [busy],
    1,
    { kind: 'wait', untilMs: undefined },
  ],
  [
    'also when sessions are the limit, a silent client loses its place',
    9,
    [slowest],
    1,
    { kind: 'evict', login: slowest },
  ],
  ['as many sessions as there may be: refuse', 10, [], 1, { kind: 'refuse' }],
])('%s', (_, sessions, logins, waiting, expected) => {
  expect(decideAdmission({ sessions, logins, waiting }, LIMITS, NOW)).toEqual(expected);
});

test('clients, the emulator and the reserve add up to no more than Postgres takes', () => {
  const emulator = 2 * MOST_VISITS + 1;
  expect(CONNECTION_LIMITS.mostSessions + emulator + SUPERUSER_CONNECTIONS).toBeLessThanOrEqual(SERVER_CONNECTIONS);
});
