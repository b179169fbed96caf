import type { Endpoint } from '@neon-api/types';
import { expect, test } from 'vitest';
import type { OperationRequest } from './operation-request.ts';
import { planApplyConfig, planChangeEndpoint, planCreateBranch, planDeleteBranch, planRestart } from './plans.ts';

const active = { id: 'ep-a', branch_id: 'br-a', type: 'read_write', current_state: 'active' } as Endpoint;
const idle = { ...active, id: 'ep-i', type: 'read_only', current_state: 'idle' } as Endpoint;
const nothing = { kind: 'nothing' } as const;
const copy = { branchId: 'br-c', parentId: 'br-a', setPasswords: false };
const move = { kind: 'move-endpoint', endpointId: 'ep-a' } as const;

const shown = (requests: readonly OperationRequest[]): string[] =>
  requests.filter(({ hidden }) => !hidden).map(({ action }) => action);

test.each<[string, OperationRequest[], string[]]>([
  ['create branch without endpoint', planCreateBranch({ ...copy, endpoints: [] }), ['create_branch']],
  ['create branch with endpoint', planCreateBranch({ ...copy, endpoints: [idle] }), ['create_branch', 'start_compute']],
  [
    'delete branch with compute',
    planDeleteBranch('br-a', [active, idle], { keep: true }),
    ['suspend_compute', 'delete_timeline'],
  ],
  ['delete branch with an idle compute', planDeleteBranch('br-a', [idle], { keep: false }), ['delete_timeline']],
  ['change an active endpoint', planChangeEndpoint(active, nothing), ['apply_config']],
  ['change an idle endpoint', planChangeEndpoint(idle, nothing), []],
  ['move an active endpoint', planChangeEndpoint(active, move), ['apply_config', 'suspend_compute']],
  ['restart an active endpoint', planRestart(active), ['suspend_compute', 'start_compute']],
  ['restart an idle endpoint', planRestart(idle), ['start_compute']],
])('%s', (_, plan, actions) => {
  expect(shown(plan)).toEqual(actions);
});

test('apply_config names the read-write endpoint if there is one', () => {
  expect(planApplyConfig('br-a', [idle, active], nothing, {})[0]?.endpointId).toBe('ep-a');
  expect(planApplyConfig('br-a', [idle], nothing, {})[0]).not.toHaveProperty('endpointId');
});
