import { getEventListeners } from 'node:events';
import { createVirtualClock } from '@neon-api/ground';
import { describe, expect, test } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import { createNeonClient, type OperationDescriptor } from '../client/index.ts';
import { binary } from './binary.ts';

const DOWNLOAD: OperationDescriptor = {
  id: 'download',
  method: 'GET',
  path: '/objects/{object_key}',
  response: binary,
};
const PARAMS = { object_key: 'a/b' };

/** A body that yields `parts` and then calls `last`. */
function bodyOf(parts: readonly string[], last: (controller: ReadableStreamDefaultController) => void): ReadableStream {
  const left = [...parts];
  return new ReadableStream(
    {
      pull(controller) {
        const part = left.shift();
        if (part === undefined) last(controller);
        else controller.enqueue(new TextEncoder().encode(part));
      },
    },
    { highWaterMark: 0 },
  );
}

async function download(
  body: ReadableStream,
): Promise<{ stream: ReadableStream<Uint8Array>; controller: AbortController; halted: () => boolean; timers: number }> {
  const clock = createVirtualClock();
  const controller = new AbortController();
  const { fetch, sent } = stubFetch(() => new Response(body));
  const neon = createNeonClient({ apiKey: 'test-key', clock, fetch });
  const stream = await neon.call<ReadableStream<Uint8Array>>(DOWNLOAD, PARAMS, { signal: controller.signal });
  const halted = (): boolean => sent[0]?.init.signal?.aborted === true;
  return { stream, controller, halted, timers: clock.timers.size };
}

const listeners = ({ signal }: AbortController): number => getEventListeners(signal, 'abort').length;

describe('a download', () => {
  test('streams without a timer, and removes its listener at the end', async () => {
    const { stream, controller, timers } = await download(bodyOf(['by', 'tes'], (body) => body.close()));
    expect([timers, listeners(controller)]).toEqual([0, 1]);
    expect(await new Response(stream).text()).toBe('bytes');
    expect(listeners(controller)).toBe(0);
  });

  test('fails with the reason of the signal, which also cancels the request', async () => {
    const reason = new Error('enough');
    const { stream, controller, halted } = await download(
      bodyOf(['by'], (body) => {
        controller.abort(reason);
        body.error(new Error('aborted'));
      }),
    );
    await expect(new Response(stream).text()).rejects.toBe(reason);
    expect([halted(), listeners(controller)]).toEqual([true, 0]);
  });

  test('that is cut off fails with a network error; one that is cancelled leaves no listener', async () => {
    const broken = await download(bodyOf(['by'], (body) => body.error(new TypeError('terminated'))));
    await expect(new Response(broken.stream).text()).rejects.toMatchObject({
      name: 'NeonNetworkError',
      operationId: 'download',
    });
    expect(listeners(broken.controller)).toBe(0);
    const left = await download(bodyOf(['by', 'tes'], (body) => body.close()));
    await left.stream.cancel();
    expect(listeners(left.controller)).toBe(0);
  });

  test('that fails throws an error with the server’s message, and is retried', async () => {
    const clock = createVirtualClock();
    const answers = [() => new Response('busy', { status: 503 }), () => new Response('bytes')];
    const { fetch } = stubFetch(() => answers.shift()?.() ?? Response.json({ message: 'gone' }, { status: 404 }));
    const neon = createNeonClient({ apiKey: 'test-key', clock, fetch });
    const stream = await clock.advanceUntil(neon.call<ReadableStream>(DOWNLOAD, PARAMS));
    expect(await new Response(stream).text()).toBe('bytes');
    await expect(neon.call(DOWNLOAD, PARAMS)).rejects.toMatchObject({ status: 404, message: /gone/ });
  });
});
