import { inspect } from 'node:util';
import { createVirtualClock, type VirtualClock } from '@neon-api/ground';
import type { Operation } from '@neon-api/types';
import { describe, expect, test } from 'vitest';
import { makeOperation } from '../../test/operation.ts';
import { type SentRequest, stubFetch } from '../../test/stub-fetch.ts';
import { createNeonClient, type NeonCaller, type OperationDescriptor } from '../client/index.ts';
import * as operations from '../generated/operations.ts';
import { STARTING } from './call-and-wait.test-d.ts';
import { answerBehind, callAndWait, waitForOperations } from './index.ts';

const { createProject, createProjectBranch, deleteProjectBranch } = operations;
const BODY = { body: { project: {} } };
const CREATED = { project: { id: 'p-1' }, connection_uris: [{ connection_uri: 'postgres://a:hidden@h/d' }] };

function neonOf(
  poll: () => Response,
  first?: (request: SentRequest) => Response,
): { neon: NeonCaller; clock: VirtualClock } {
  const clock = createVirtualClock();
  const accept = (): Response => Response.json({ ...CREATED, operations: [makeOperation()] }, { status: 201 });
  const { fetch } = stubFetch((request) => (request.method === 'GET' ? poll() : (first ?? accept)(request)));
  return { neon: createNeonClient({ apiKey: 'test-key', fetch, clock }), clock };
}

const showing = (fields: Partial<Operation>) => (): Response => Response.json({ operation: makeOperation(fields) });
const caught = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe('callAndWait', () => {
  test('returns the response with its operations as they ended', async () => {
    const { neon, clock } = neonOf(showing({ status: 'finished' }));
    const answer = await clock.advanceUntil(callAndWait(neon, createProject, BODY));
    expect(answer).toEqual({ ...CREATED, operations: [makeOperation({ status: 'finished' })] });
  });

  test('returns an empty response unchanged', async () => {
    const { neon } = neonOf(showing({}), () => new Response(null, { status: 204 }));
    const ids = { project_id: 'p', branch_id: 'b' };
    expect(await callAndWait(neon, deleteProjectBranch, ids)).toBeUndefined();
  });

  test('throws what the call throws, and answerBehind then returns undefined', async () => {
    const { neon } = neonOf(showing({}), () => Response.json({ code: '', message: 'no' }, { status: 422 }));
    const error = await caught(callAndWait(neon, createProject, BODY));
    expect(error).toMatchObject({ name: 'NeonApiError', status: 422 });
    expect(answerBehind(error, createProject)).toBeUndefined();
  });

  test.each<[string, () => Response, object, object]>([
    ['a failed operation', showing({ status: 'error', error: 'disk full' }), {}, { name: 'NeonOperationError' }],
    ['the deadline', showing({}), { timeoutMs: 100 }, { name: 'NeonTimeoutError' }],
    [
      'a failed poll',
      () => Response.json({ code: '', message: 'revoked' }, { status: 401 }),
      {},
      { name: 'NeonOperationError', operations: [], cause: { name: 'NeonApiError', status: 401 } },
    ],
  ])(
    'keeps the response for answerBehind after %s, and shows none of its secrets',
    async (_, poll, options, expected) => {
      const { neon, clock } = neonOf(poll);
      const error = await clock.advanceUntil(caught(callAndWait(neon, createProject, BODY, options)));
      expect(error).toMatchObject({ ...expected, outcome: 'unknown' });
      expect(answerBehind(error, createProject)).toMatchObject(CREATED);
      expect(answerBehind(error, createProjectBranch)).toBeUndefined();
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hidden');
      expect(JSON.stringify(error)).not.toContain('hidden');
    },
  );

  test.each([['many'], [[{ id: 'a' }]], [[null]], [{}]])(
    'keeps the response for answerBehind even if its operations are %j',
    async (wrong) => {
      const { neon } = neonOf(showing({}), () => Response.json({ ...CREATED, operations: wrong }));
      const error = await caught(callAndWait(neon, createProject, BODY));
      expect(error).toMatchObject({ name: 'NeonOperationError', pending: [], outcome: 'unknown' });
      expect(answerBehind(error, createProject)).toMatchObject(CREATED);
    },
  );

  test('provides a token that continues the wait, even after JSON', async () => {
    let status: Operation['status'] = 'running';
    const { neon, clock } = neonOf(() => showing({ status })());
    const error = await clock.advanceUntil(caught(callAndWait(neon, createProject, BODY, { timeoutMs: 100 })));
    status = 'finished';
    const token: object = JSON.parse(JSON.stringify((error as { token: object }).token));
    expect(await clock.advanceUntil(waitForOperations(neon, token))).toEqual([makeOperation({ status })]);
  });

  test('cancels the call and the wait with one signal, and passes on the options of the call', async () => {
    const reason = new Error('enough');
    const { neon, clock } = neonOf(showing({}));
    const aborted = callAndWait(neon, createProject, BODY, { signal: AbortSignal.abort(reason) });
    await expect(aborted).rejects.toBe(reason);
    const controller = new AbortController();
    const onProgress = (): void => controller.abort(reason);
    await expect(
      clock.advanceUntil(callAndWait(neon, createProject, BODY, { signal: controller.signal, onProgress })),
    ).rejects.toBe(reason);
    expect(clock.timers.size).toBe(0);
    const unknown = callAndWait(neon, createProject, BODY, { call: { timeout: 1 } as object });
    await expect(unknown).rejects.toThrow('timeoutMs');
  });

  test('refuses an invalid option before the request', async () => {
    let sent = 0;
    const { neon } = neonOf(showing({}), () => {
      sent++;
      return Response.json(CREATED);
    });
    await expect(callAndWait(neon, createProject, BODY, { timeout: 1 } as object)).rejects.toThrow('timeoutMs');
    expect(sent).toBe(0);
  });

  test('compiles for exactly the functions that start operations', async () => {
    const started: string[] = [];
    const call = async ({ id, operations: starts }: OperationDescriptor): Promise<void> => {
      if (starts) started.push(id);
    };
    for (const operation of Object.values(operations)) await operation({ call } as unknown as NeonCaller, {} as never);
    expect(started.sort()).toEqual(Object.keys(STARTING).sort());
  });
});
