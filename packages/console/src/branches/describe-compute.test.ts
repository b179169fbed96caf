import type { LiveEndpoint } from '@neon-api/emulator';
import { expect, test } from 'vitest';
import { computeKind } from './describe-compute.ts';

const endpoint = (fields: object): LiveEndpoint =>
  ({ type: 'read_write', current_state: 'idle', ...fields }) as LiveEndpoint;

test.each([
  ['none', []],
  ['idle', [endpoint({})]],
  ['awake', [endpoint({ current_state: 'active' })]],
  ['starting', [endpoint({ current_state: 'init', pending_state: 'active' })]],
  ['starting', [endpoint({ pending_state: 'active' })]],
  ['suspending', [endpoint({ current_state: 'active', pending_state: 'idle' })]],
  ['awake', [endpoint({ type: 'read_only' }), endpoint({ current_state: 'active' })]],
])('a compute is %s', (kind, endpoints) => {
  expect(computeKind(endpoints)).toBe(kind);
});
