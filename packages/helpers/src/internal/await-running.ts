import { type NeonCaller, waitForOperations } from '@neon-api/client';
import { listProjectOperations } from '@neon-api/client/operations';
import type { Operation } from '@neon-api/types';
import { callOptions, type HelperOptions, type ProjectOption, waitOptions } from '../options/index.ts';

// Anything older is ready, or will not become ready by waiting.
const FRESH_MS = 10 * 60_000;

export interface RunningPlace extends ProjectOption {
  /** Default: the whole project. */
  readonly branchId?: string | undefined;
}

/** Whether something is so new that the operations of its creation may still be running. */
export function isFresh(neon: NeonCaller, createdAt: string): boolean {
  // The age may be negative, because the server's clock may be ahead.
  return neon.runtime.clock.now() - Date.parse(createdAt) < FRESH_MS;
}

/** Waits for running operations that an earlier or a concurrent call has started. */
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
