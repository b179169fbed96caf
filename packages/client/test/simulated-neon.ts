import { createVirtualClock, type VirtualClock } from '@neon-api/ground';
import type { Operation } from '@neon-api/types';
import { createNeonClient, type NeonCaller } from '../src/index.ts';
import { makeOperation } from './operation.ts';

/** The fields of an operation after some time. */
export type Script = (elapsedMs: number) => Partial<Operation>;

/** How one request fails; `ok` does not. */
export type Fault = 'ok' | 'reset' | 'hang' | 'unavailable' | 'html' | 'cut' | 'nonsense' | 'null';

export interface SimulatedNeon {
  readonly neon: NeonCaller;
  readonly clock: VirtualClock;
  /** The operations as they were at the start. */
  readonly started: Operation[];
  /** Requested paths, below the base URL. */
  readonly asked: string[];
  /** Requests that have not ended. */
  running(): number;
  /** Called with the number of the request when it arrives. */
  onRequest: (count: number) => void;
}

/** A Neon on a virtual clock whose operations are functions of the elapsed time, with a fault for each request. */
export function simulateNeon(scripts: readonly Script[], faults: readonly Fault[] = []): SimulatedNeon {
  const clock = createVirtualClock();
  const startedAt = clock.monotonicNow();
  const read = (): Operation[] =>
    scripts.map((script, index) => makeOperation({ id: `op-${index}`, ...script(clock.monotonicNow() - startedAt) }));
  const asked: string[] = [];
  let running = 0;

  const answer = async (path: string, fault: Fault, signal: AbortSignal | null | undefined): Promise<Response> => {
    if (fault === 'hang' && !signal?.aborted) {
      await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
    }
    // One turn later, like a network.
    await undefined;
    if (signal?.aborted) throw signal.reason;
    const id = path.split('/')[4];
    const projectId = path.split('/')[2];
    const operations = read().filter(({ project_id }) => project_id === projectId);
    const body = JSON.stringify(id ? { operation: operations.find((one) => one.id === id) } : { operations });
    return answerOf(fault, body);
  };
  const simulated: SimulatedNeon = {
    clock,
    asked,
    started: read(),
    running: () => running,
    onRequest: () => undefined,
    neon: createNeonClient({
      apiKey: 'test-key',
      clock,
      random: () => 0.5,
      fetch: async (url, init) => {
        const path = new URL(String(url)).pathname.replace('/api/v2', '');
        const count = asked.push(path);
        running++;
        simulated.onRequest(count);
        try {
          return await answer(path, faults[count - 1] ?? 'ok', init?.signal);
        } finally {
          running--;
        }
      },
    }),
  };
  return simulated;
}

function answerOf(fault: Fault, body: string): Response {
  const headers = { 'content-type': 'application/json' };
  switch (fault) {
    case 'reset':
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
    case 'unavailable':
      return Response.json({ code: '', message: 'try again' }, { status: 503 });
    case 'html':
      return new Response('<h1>hello</h1>', { headers: { 'content-type': 'text/html' } });
    case 'cut':
      return new Response(body.slice(0, -5), { headers });
    case 'nonsense':
      return Response.json({ operation: { id: 7 }, operations: 'many' });
    case 'null':
      return new Response('null', { headers });
    default:
      return new Response(body, { headers });
  }
}

/** Runs until `endMs`, then has the fields `end`. */
export const until =
  (endMs: number, end: Partial<Operation> = { status: 'finished' }): Script =>
  (elapsedMs) =>
    elapsedMs < endMs ? { status: 'running' } : end;
