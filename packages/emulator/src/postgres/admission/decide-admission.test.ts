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
  ['an empty branch admits a login', 0, [], 1, { kind: 'admit' }],
  ['one login leaves room for a second', 0, [busy], 1, { kind: 'admit' }],
  ['at the login limit, a login waits', 0, [busy, busy], 1, { kind: 'wait', untilMs: undefined }],
  ['a login waits until a silent client can be evicted', 0, [busy, silentFor(400)], 1, { kind: 'wait', untilMs: 5600 }],
  [
    'the client that has been silent longest is evicted',
    0,
    [silentFor(1200), slowest],
    1,
    { kind: 'evict', login: slowest },
  ],
  ['a leaving login makes room for one waiting login', 0, [slowest, leaving], 1, { kind: 'wait', untilMs: undefined }],
  ['two waiting logins need two places', 0, [slowest, leaving], 2, { kind: 'evict', login: slowest }],
  [
    'a login waits if a login in progress may take the last session',
    9,
    [busy],
    1,
    { kind: 'wait', untilMs: undefined },
  ],
  ['a silent client is evicted when sessions are the limit, too', 9, [slowest], 1, { kind: 'evict', login: slowest }],
  ['at the session limit, a login is refused', 10, [], 1, { kind: 'refuse' }],
])('%s', (_, sessions, logins, waiting, expected) => {
  expect(decideAdmission({ sessions, logins, waiting }, LIMITS, NOW)).toEqual(expected);
});

test('clients, the emulator and the superuser reserve fit into max_connections', () => {
  const emulator = 2 * MOST_VISITS + 1;
  expect(CONNECTION_LIMITS.mostSessions + emulator + SUPERUSER_CONNECTIONS).toBeLessThanOrEqual(SERVER_CONNECTIONS);
});
