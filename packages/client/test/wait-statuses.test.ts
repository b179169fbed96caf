import { type Emulator, type FaultEffect, startEmulator } from '@neon-api/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createProject } from '../src/generated/operations.ts';
import { createNeonClient, type NeonCaller, waitForOperations } from '../src/index.ts';

/** The emulator's clock stops until the wait has polled, so that the wait sees every status. */
let emulator: Emulator;
let neon: NeonCaller;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, postgres: 'off', clock: 'virtual', speed: 'realistic' });
  neon = createNeonClient({ baseUrl: emulator.apiUrl, apiKey: emulator.apiKey, orgId: emulator.orgId });
});
beforeEach(() => emulator.faults.clear());
afterAll(() => emulator?.stop());

interface Watched {
  /** The combinations of statuses that the wait reported, in order, without repeats. */
  readonly seen: readonly string[];
  readonly result: unknown;
  readonly error: unknown;
}

/** Waits for a new project, and advances the emulator's clock after each report. */
async function watch(fault: FaultEffect | undefined): Promise<Watched> {
  if (fault !== undefined) emulator.faults.add({ operationId: 'createProject', ...fault });
  const created = await createProject(neon, { body: { project: {} } });
  const seen: string[] = [];
  const onProgress = ({ statuses }: { statuses: Readonly<Record<string, number | undefined>> }): void => {
    const text = Object.keys(statuses).sort().join(' ');
    if (seen.at(-1) !== text) seen.push(text);
    else void emulator.clock.advance(800);
  };
  const [settled] = await Promise.allSettled([waitForOperations(neon, created, { onProgress })]);
  await emulator.settle();
  if (settled.status === 'fulfilled') return { seen, result: settled.value, error: undefined };
  return { seen, result: undefined, error: settled.reason };
}

describe('a wait over HTTP sees every status of the emulator, and', () => {
  test('running, scheduling, finished: succeeds', async () => {
    const { seen, result } = await watch(undefined);
    expect(seen).toEqual(['running scheduling', 'finished running', 'finished']);
    expect(result).toMatchObject([{ status: 'finished' }, { status: 'finished' }]);
  });

  test('skipped: succeeds', async () => {
    const { seen, result } = await watch({ kind: 'operation-skips', action: 'start_compute' });
    expect(seen.at(-1)).toBe('finished skipped');
    expect(result).toMatchObject([{ status: 'finished' }, { status: 'skipped' }]);
  });

  test('failed, and retried by Neon: continues and succeeds', async () => {
    const { seen, result } = await watch({ kind: 'operation-fails', failures: 1, message: 'no space left' });
    expect(seen).toContain('failed scheduling');
    expect(result).toMatchObject([{ status: 'finished', failures_count: 1 }, { status: 'finished' }]);
  });

  test('error: fails, and reports which operation and why', async () => {
    const { seen, error } = await watch({ kind: 'operation-fails', failures: 'always', message: 'no space left' });
    expect(seen).toContain('failed scheduling');
    expect(error).toMatchObject({ name: 'NeonOperationError' });
    expect(String(error)).toMatch(/create_timeline/);
    expect(String(error)).toMatch(/no space left/);
  });

  test('cancelling, cancelled: fails', async () => {
    const { seen, error } = await watch({ kind: 'operation-cancels' });
    expect(seen).toContain('cancelling scheduling');
    expect(error).toMatchObject({ name: 'NeonOperationError' });
    expect(String(error)).toMatch(/cancelled/);
  });
});
