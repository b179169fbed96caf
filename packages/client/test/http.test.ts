import type { Operation } from '@neon-api/types';
import { afterEach, describe, expect, test } from 'vitest';
import { createProject, getProject } from '../src/generated/operations.ts';
import { createNeonClient, type NeonCaller, type WaitProgress, waitForOperations } from '../src/index.ts';
import { makeOperation } from './operation.ts';
import { type ScriptedNeon, sendJson, startScriptedNeon } from './scripted-neon.ts';

let server: ScriptedNeon | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function neonOf(answer: Parameters<typeof startScriptedNeon>[0]): Promise<NeonCaller> {
  server = await startScriptedNeon(answer);
  return createNeonClient({ apiKey: 'test-key', baseUrl: server.baseUrl, retry: false });
}

/** A Neon whose only operation has these statuses, one per poll; the last one stays. */
function neonShowing(...statuses: Operation['status'][]): Promise<NeonCaller> {
  let polls = 0;
  return neonOf((_, response) => {
    const status = statuses[Math.min(polls++, statuses.length - 1)] ?? 'running';
    sendJson(response, { operation: makeOperation({ status, error: status === 'error' ? 'disk full' : '' }) });
  });
}

describe('a wait over HTTP', () => {
  test.each<[Operation['status'][], Operation['status']]>([
    [['scheduling', 'running', 'finished'], 'finished'],
    [['running', 'skipped'], 'skipped'],
    [['failed', 'running', 'finished'], 'finished'],
  ])('through %j succeeds', async (statuses, last) => {
    const neon = await neonShowing(...statuses);
    const seen: WaitProgress[] = [];
    const [ended] = await waitForOperations(neon, [makeOperation()], {
      onProgress: (progress) => void seen.push(progress),
    });
    expect(ended?.status).toBe(last);
    expect(seen.map(({ pending }) => pending[0]?.status)).toEqual(['running', ...statuses.slice(0, -1), undefined]);
    const { id, project_id } = makeOperation();
    expect(new Set(server?.asked)).toEqual(new Set([`GET /projects/${project_id}/operations/${id}`]));
  });

  test.each<[Operation['status'][], string]>([
    [['cancelling', 'cancelled'], '(cancelled)'],
    [['running', 'error'], '(error) of project quiet-field-12345678: disk full'],
    [['failed'], '(failed)'],
  ])('through %j fails', async (statuses, words) => {
    const wait = waitForOperations(await neonShowing(...statuses), [makeOperation()], { failedGraceMs: 50 });
    await expect(wait).rejects.toMatchObject({ name: 'NeonOperationError', message: expect.stringContaining(words) });
  });

  test('ends at its deadline and on abort', async () => {
    const neon = await neonShowing('running');
    await expect(waitForOperations(neon, [makeOperation()], { timeoutMs: 60 })).rejects.toThrow('within 60 ms');
    const controller = new AbortController();
    const onProgress = ({ elapsedMs }: WaitProgress): void => {
      if (elapsedMs > 0) controller.abort();
    };
    const wait = waitForOperations(neon, [makeOperation()], { signal: controller.signal, onProgress });
    await expect(wait).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('calls over HTTP', () => {
  test('send the key and the body, and return the response', async () => {
    const neon = await neonOf((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => sendJson(response, { heard: [request.headers.authorization, body] }, 201));
    });
    expect(await createProject(neon, { body: { project: { name: 'n' } } })).toEqual({
      heard: ['Bearer test-key', '{"project":{"name":"n"}}'],
    });
  });

  test('fail with a network error if the response is cut off or the server is not running', async () => {
    const neon = await neonOf((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
      response.write('{"project":', () => response.destroy());
    });
    await expect(getProject(neon, { project_id: 'p' })).rejects.toMatchObject({
      name: 'NeonNetworkError',
      outcome: 'unknown',
    });
    await server?.stop();
    await expect(getProject(neon, { project_id: 'p' })).rejects.toMatchObject({
      name: 'NeonNetworkError',
      outcome: 'not_sent',
    });
  });

  test('do not follow a redirect', async () => {
    const neon = await neonOf((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    await expect(getProject(neon, { project_id: 'p' })).rejects.toMatchObject({ name: 'NeonApiError', status: 302 });
    expect(server?.asked).toEqual(['GET /projects/p']);
  });
});
