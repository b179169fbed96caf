import { type Emulator, type FaultEffect, startEmulator } from '@neon-api/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createProject, listProjects, updateProject } from '../src/generated/operations.ts';
import { createNeonClient, type NeonCaller, type NeonClientOptions, waitForOperations } from '../src/index.ts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, postgres: 'off', speed: 'instant' });
});
beforeEach(() => emulator.faults.clear());
afterAll(() => emulator?.stop());

const clientOf = (options: NeonClientOptions = {}): NeonCaller =>
  createNeonClient({ baseUrl: emulator.apiUrl, apiKey: emulator.apiKey, orgId: emulator.orgId, ...options });

const strike = (operationId: string, effect: FaultEffect): void => {
  emulator.faults.add({ operationId, ...effect });
};

const create = (neon: NeonCaller) => createProject(neon, { body: { project: {} } });

describe('with each fault of the emulator', () => {
  test.each<FaultEffect>([
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 429, headers: { 'Retry-After': '0' } },
    { kind: 'delay', ms: 10 },
    { kind: 'reset', when: 'before' },
    { kind: 'reset', when: 'after' },
    { kind: 'truncate' },
  ])('%j: a read succeeds', async (effect) => {
    strike('listProjects', effect);
    expect((await listProjects(clientOf())).projects).toBeInstanceOf(Array);
  });

  test.each<[FaultEffect, object]>([
    [
      { kind: 'status', status: 500 },
      { name: 'NeonApiError', status: 500, attempts: 1, outcome: 'unknown' },
    ],
    [
      { kind: 'reset', when: 'before' },
      { name: 'NeonNetworkError', attempts: 1, outcome: 'unknown' },
    ],
    [
      { kind: 'reset', when: 'after' },
      { name: 'NeonNetworkError', attempts: 1, outcome: 'unknown' },
    ],
    [{ kind: 'truncate' }, { name: 'NeonNetworkError', attempts: 1, outcome: 'unknown' }],
    [{ kind: 'html' }, { name: 'NeonApiError', status: 200, attempts: 1 }],
  ])('%j: a change fails, and is not retried', async (effect, error) => {
    strike('createProject', effect);
    await expect(create(clientOf())).rejects.toMatchObject(error);
  });

  test('hang: a call ends at the timeout of an attempt', async () => {
    strike('createProject', { kind: 'hang' });
    const hung = create(clientOf({ attemptTimeoutMs: 50 }));
    await expect(hung).rejects.toMatchObject({ name: 'NeonTimeoutError', outcome: 'unknown' });
  });

  test('lock: a change waits until the lock is released', async () => {
    const { project } = await create(clientOf());
    strike('updateProject', { kind: 'lock', ms: 20 });
    const renamed = await updateProject(clientOf(), { project_id: project.id, body: { project: { name: 'new' } } });
    expect(renamed.project.name).toBe('new');
  });

  test.each<[FaultEffect, string]>([
    [{ kind: 'operation-fails', failures: 1 }, 'finished finished'],
    [{ kind: 'operation-skips' }, 'skipped finished'],
  ])('%j: the wait succeeds', async (effect, statuses) => {
    strike('createProject', effect);
    const ended = await waitForOperations(clientOf(), await create(clientOf()));
    expect(ended.map(({ status }) => status).join(' ')).toBe(statuses);
  });

  test.each<FaultEffect>([{ kind: 'operation-fails' }, { kind: 'operation-cancels' }])(
    '%j: the wait fails',
    async (effect) => {
      strike('createProject', effect);
      const waited = waitForOperations(clientOf(), await create(clientOf()));
      await expect(waited).rejects.toMatchObject({ name: 'NeonOperationError' });
    },
  );
});
