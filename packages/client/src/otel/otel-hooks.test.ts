import { createVirtualClock } from '@neon-api/ground';
import { describe, expect, test } from 'vitest';
import { stubFetch } from '../../test/stub-fetch.ts';
import { createNeonClient } from '../client/index.ts';
import { type Attributes, otelHooks, type TracerLike } from './index.ts';

interface RecordedSpan {
  readonly name: string;
  readonly attributes: Attributes;
  status?: number;
  ended: number;
}

function recordingTracer(): { tracer: TracerLike; spans: RecordedSpan[] } {
  const spans: RecordedSpan[] = [];
  const tracer: TracerLike = {
    startSpan(name, { attributes }) {
      const span: RecordedSpan = { name, attributes: { ...attributes }, ended: 0 };
      spans.push(span);
      return {
        setAttributes: (more) => Object.assign(span.attributes, more),
        setStatus: ({ code }) => {
          span.status = code;
        },
        end: () => {
          span.ended++;
        },
      };
    },
  };
  return { tracer, spans };
}

const GET = { id: 'getProject', method: 'GET', path: '/projects/{project_id}' } as const;
const SHARED = { 'http.request.method': 'GET', 'url.template': GET.path, 'server.address': 'console.neon.tech' };

describe('hooks for OpenTelemetry', () => {
  test('create one client span and one measurement per request', async () => {
    const clock = createVirtualClock();
    const { tracer, spans } = recordingTracer();
    const measured: [number, Attributes][] = [];
    const answers = [
      () => new Response(null, { status: 503, headers: { 'x-request-id': 'r-1' } }),
      () => Promise.reject(new TypeError('fetch failed')),
      () => Response.json({}),
    ];
    const neon = createNeonClient({
      apiKey: 'test-key',
      clock,
      random: () => 0,
      fetch: async (...sent) => {
        await clock.sleep(250);
        return stubFetch(() => answers.shift()?.() ?? Response.error()).fetch(...sent);
      },
      hooks: otelHooks(
        {
          tracer,
          meter: {
            createHistogram: () => ({ record: (value, attributes) => void measured.push([value, attributes]) }),
          },
        },
        clock.now,
      ),
    });
    await clock.advanceUntil(neon.call(GET, { project_id: 'p-1' }));
    expect(spans).toEqual([
      {
        name: 'GET /projects/{project_id}',
        attributes: {
          ...SHARED,
          'server.port': 443,
          'neon.operation_id': 'getProject',
          'neon.project_id': 'p-1',
          'neon.request_id': 'r-1',
          'http.response.status_code': 503,
          'error.type': '503',
        },
        status: 2,
        ended: 1,
      },
      expect.objectContaining({
        attributes: expect.objectContaining({ 'http.request.resend_count': 1, 'error.type': 'no_answer' }),
        ended: 1,
      }),
      expect.objectContaining({
        attributes: expect.objectContaining({ 'http.request.resend_count': 2, 'http.response.status_code': 200 }),
        ended: 1,
      }),
    ]);
    expect(spans[2]?.status).toBeUndefined();
    expect(measured).toEqual([
      [0.25, { ...SHARED, 'server.port': 443, 'http.response.status_code': 503, 'error.type': '503' }],
      [0.25, { ...SHARED, 'server.port': 443, 'error.type': 'no_answer' }],
      [0.25, { ...SHARED, 'server.port': 443, 'http.response.status_code': 200 }],
    ]);
  });

  test('end the span of a call that fails without a response or is aborted', async () => {
    const { tracer, spans } = recordingTracer();
    const controller = new AbortController();
    const neon = createNeonClient({
      apiKey: 'test-key',
      hooks: otelHooks({ tracer }),
      retry: false,
      fetch: async () => {
        if (spans.length === 1) throw new TypeError('fetch failed');
        controller.abort();
        return new Promise(() => undefined);
      },
    });
    await expect(neon.call(GET, { project_id: 'p-1' })).rejects.toThrow();
    await expect(neon.call(GET, { project_id: 'p-1' }, { signal: controller.signal })).rejects.toThrow();
    expect(spans.map(({ attributes, ended }) => [attributes['error.type'], ended])).toEqual([
      ['NeonNetworkError', 1],
      ['AbortError', 1],
    ]);
  });

  test('need neither a tracer nor a meter', async () => {
    const { fetch } = stubFetch(() => Response.json({}));
    const neon = createNeonClient({ apiKey: 'test-key', hooks: otelHooks({}), fetch });
    await expect(neon.call(GET, { project_id: 'p-1' })).resolves.toEqual({});
  });
});
