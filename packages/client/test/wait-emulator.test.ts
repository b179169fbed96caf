import { type Emulator, startEmulator } from '@neon-api/emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createProject,
  createProjectBranch,
  deleteProject,
  listProjectBranches,
  listProjectOperations,
  listProjects,
} from '../src/generated/operations.ts';
import {
  answerBehind,
  callAndWait,
  createNeonClient,
  type NeonCaller,
  operationsToken,
  paginate,
  pollOperations,
  type WaitProgress,
  waitForOperations,
} from '../src/index.ts';

const BODY = { body: { project: { name: 'shop' } } };

let emulator: Emulator;
let neon: NeonCaller;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, postgres: 'off' });
  neon = createNeonClient({ baseUrl: emulator.apiUrl, apiKey: emulator.apiKey, orgId: emulator.orgId });
});

afterAll(async () => {
  await emulator.stop();
});

describe('a wait against the emulator', () => {
  test('ends when all operations of a project and a branch are finished, and reports progress', async () => {
    const created = await createProject(neon, BODY);
    expect(created.operations.map(({ action }) => action)).toEqual(['create_timeline', 'start_compute']);
    const seen: WaitProgress[] = [];
    const ended = await waitForOperations(neon, created, { onProgress: (progress) => void seen.push(progress) });
    expect(ended.map(({ id, status }) => [id, status])).toEqual(created.operations.map(({ id }) => [id, 'finished']));
    expect(seen[0]).toMatchObject({ total: 2, finished: 0, pending: [{}, {}] });
    expect(seen.at(-1)).toMatchObject({ total: 2, finished: 2, pending: [], statuses: { finished: 2 } });

    const { branch, operations } = await callAndWait(neon, createProjectBranch, {
      project_id: created.project.id,
      body: { branch: { name: 'preview' }, endpoints: [{ type: 'read_write' }] },
    });
    expect(operations.map(({ action, status }) => `${action} ${status}`)).toEqual([
      'create_branch finished',
      'start_compute finished',
    ]);
    const branches = await paginate(neon, listProjectBranches, { project_id: created.project.id }).collect();
    expect(branches.map(({ id }) => id)).toContain(branch.id);
    await deleteProject(neon, { project_id: created.project.id });
  });

  test('can be continued with a token, and iterates over its progress', async () => {
    const created = await createProject(neon, BODY);
    const token = JSON.parse(JSON.stringify(operationsToken(created))) as object;
    let last: WaitProgress | undefined;
    for await (const progress of pollOperations(neon, token)) last = progress;
    expect(last).toMatchObject({ total: 2, finished: 2 });
  });

  test('ends on abort and at its deadline, with the response and a token', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const abort = (): void => controller.abort(reason);
    const aborted = callAndWait(neon, createProject, BODY, { signal: controller.signal, onProgress: abort });
    await expect(aborted).rejects.toBe(reason);

    const error = await callAndWait(neon, createProject, BODY, { timeoutMs: 1 }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'NeonTimeoutError', timeoutMs: 1 });
    const created = answerBehind(error, createProject);
    expect(error).toHaveProperty('token.projectId', created?.project.id);
    const ended = await waitForOperations(neon, (error as { token: object }).token);
    expect(ended.every(({ status }) => status === 'finished')).toBe(true);
  });

  test('lists every item once, page by page', async () => {
    for (let made = 0; made < 4; made++) await createProject(neon, BODY);
    const { projects: all } = await listProjects(neon, { limit: 400 });
    const paged = await paginate(neon, listProjects, { limit: 2 }, { prefetch: true }).collect();
    expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const [project] = all;
    const operations = await paginate(neon, listProjectOperations, {
      project_id: project?.id ?? '',
      limit: 1,
    }).collect();
    expect(operations).toHaveLength(2);
  });
});
