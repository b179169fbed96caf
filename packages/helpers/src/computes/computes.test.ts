import type { NeonCaller } from '@neon-api/client';
import { listProjectBranchEndpoints } from '@neon-api/client/operations';
import { beforeEach, describe, expect, test } from 'vitest';
import { query } from '../../test/emulated-neon.ts';
import { loseAnswer, watchCalls } from '../../test/lose-answer.ts';
import { useProject } from '../../test/use-neon.ts';
import { restartCompute, scaleCompute, startCompute, suspendCompute } from './index.ts';

let neon: NeonCaller;
let place: { projectId: string; branchId: string };
let uri: string;

useProject({}, (inUse) => {
  ({ neon, place, uri } = inUse);
});
beforeEach(async () => {
  await startCompute(neon, place);
});

describe('suspendCompute and startCompute', () => {
  test('suspend and start a compute, and change nothing when called again', async () => {
    const first = await suspendCompute(neon, place);
    expect([first.changed, first.endpoint.current_state]).toEqual([true, 'idle']);
    expect(first.operations.map(({ action, status }) => [action, status])).toEqual([['suspend_compute', 'finished']]);
    expect(await suspendCompute(neon, place)).toMatchObject({ changed: false, operations: [] });

    const started = await startCompute(neon, { projectId: place.projectId, endpointId: first.endpoint.id });
    expect([started.changed, started.endpoint.current_state]).toEqual([true, 'active']);
    expect(await startCompute(neon, place)).toMatchObject({ changed: false, operations: [] });
  });

  test('check the state again after a lost response', async () => {
    const { neon: lossy, calls } = watchCalls(loseAnswer(neon, 'suspendProjectEndpoint'));
    const { endpoint } = await suspendCompute(lossy, place);
    expect(endpoint.current_state).toBe('idle');
    expect(calls.filter((id) => id === 'suspendProjectEndpoint')).toHaveLength(1);
  });
});

describe('restartCompute', () => {
  test('restarts a running compute, and starts an idle one', async () => {
    const pid = async () =>
      (await query<{ pid: string }>(uri, 'select pg_postmaster_start_time()::text as pid'))[0]?.pid;
    const before = await pid();
    const restarted = await restartCompute(neon, place);
    expect(restarted).toMatchObject({ changed: true, endpoint: { current_state: 'active' } });
    expect(await pid()).not.toBe(before);
    await suspendCompute(neon, place);
    expect((await restartCompute(neon, place)).operations.map(({ action }) => action)).toEqual(['start_compute']);
  });

  test('does not restart again if only the response was lost', async () => {
    const { neon: lossy, calls } = watchCalls(loseAnswer(neon, 'restartProjectEndpoint'));
    // Neon's times have seconds; two restarts within one could not be told apart.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await restartCompute(lossy, place)).toMatchObject({ changed: true, endpoint: { current_state: 'active' } });
    expect(calls.filter((id) => id === 'restartProjectEndpoint')).toHaveLength(1);
  });
});

describe('scaleCompute', () => {
  test('sets the size, and sends no change if it already matches', async () => {
    const wanted = { ...place, minCu: 1, maxCu: 2, suspendTimeoutSeconds: 600 };
    const first = await scaleCompute(neon, wanted);
    expect(first).toMatchObject({
      changed: true,
      endpoint: { autoscaling_limit_min_cu: 1, autoscaling_limit_max_cu: 2, suspend_timeout_seconds: 600 },
    });
    const { neon: watched, calls } = watchCalls(neon);
    expect((await scaleCompute(watched, wanted)).changed).toBe(false);
    expect(calls).toEqual(['listProjectBranchEndpoints']);
  });

  test('refuses invalid options before any request', async () => {
    const { neon: watched, calls } = watchCalls(neon);
    await expect(scaleCompute(watched, place)).rejects.toThrow('pass minCu');
    await expect(scaleCompute(watched, { ...place, minCu: 4, maxCu: 2 })).rejects.toThrow('minCu 4 is above maxCu 2');
    await expect(scaleCompute(watched, { ...place, minCU: 4 } as never)).rejects.toThrow('did you mean minCu?');
    expect(calls).toEqual([]);
    await expect(startCompute(neon, { projectId: place.projectId })).rejects.toThrow('endpointId, or branchId');
    const { endpoints } = await listProjectBranchEndpoints(neon, {
      project_id: place.projectId,
      branch_id: place.branchId,
    });
    expect(endpoints).toHaveLength(1);
  });
});
