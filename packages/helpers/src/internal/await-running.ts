import { type NeonCaller, waitForOperations } from '@neon-api/client';
import { listProjectOperations } from '@neon-api/client/operations';
import type { Operation } from '@neon-api/types';
import { callOptions, type HelperOptions, type ProjectOption, waitOptions } from '../options/index.ts';

// What was made earlier than this is ready, or will not become so by waiting.
const FRESH_MS = 10 * 60_000;

export interface RunningPlace extends ProjectOption {
  /** Default: the whole project. */
  readonly branchId?: string | undefined;
}

/** Whether something was made so recently that the operations of its creation may still run. */
export function isFresh(neon: NeonCaller, createdAt: string): boolean {
  // Not in the past: the server's clock may be ahead of ours.
  return neon.runtime.clock.now() - Date.parse(createdAt) < FRESH_MS;
}

/** Waits for what somebody has started there: a call before this one, or at the same time. */
export async function awaitRunning(
  neon: NeonCaller,
  { projectId, branchId }: RunningPlace,
  options: HelperOptions,
): Promise<Operation[]> {
  const { operations } = await listProjectOperations(neon, { project_id: projectId, limit: 100 }, callOptions(options));
  const running = operations.filter(
    (operation) => isRunning(operation) && (branchId === undefined || operation.branch_id === branchId),
  );
  return waitForOperations(neon, running, waitOptions(options));
}

function isRunning({ status }: Operation): boolean {
  return status === 'running' || status === 'scheduling';
}
