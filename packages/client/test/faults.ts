import type { VirtualClock } from '@neon-api/ground';
import fc from 'fast-check';

interface Disturbance {
  readonly latencyMs: number;
  /** How far the time of day jumps meanwhile; negative: back. */
  readonly jumpMs?: number;
}

/** One way for an exchange to go wrong, after `latencyMs`. */
export type Fault = Disturbance &
  (
    | { readonly kind: 'refused' | 'reset' | 'half' | 'stall' | 'hang' }
    | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  );

const latencyMs = fc.integer({ min: 0, max: 3_000 });
const DAY_MS = 86_400_000;
const jumpMs = fc.oneof(fc.constant(0), fc.integer({ min: -DAY_MS, max: DAY_MS }));

export const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constantFrom('refused', 'reset', 'half', 'stall', 'hang'), latencyMs, jumpMs }),
  fc.record(
    {
      kind: fc.constant('status'),
      status: fc.constantFrom(400, 404, 408, 409, 422, 423, 429, 500, 502, 503, 504),
      retryAfter: fc.oneof(fc.integer({ min: 0, max: 90 }).map(String), fc.constant('Thu, 01 Jan 2026 00:00:20 GMT')),
      latencyMs,
      jumpMs,
    },
    { requiredKeys: ['kind', 'status', 'latencyMs', 'jumpMs'] },
  ),
);

/** Simulates a fault, or a success for undefined, on a virtual clock. */
export async function play(fault: Fault | undefined, clock: VirtualClock, signal: AbortSignal): Promise<Response> {
  clock.jump(fault?.jumpMs ?? 0);
  await clock.sleep(fault?.latencyMs ?? 0, signal);
  if (!fault) return Response.json({ done: true });
  switch (fault.kind) {
    case 'refused':
    case 'reset':
      throw new TypeError('fetch failed', {
        cause: { code: fault.kind === 'refused' ? 'ECONNREFUSED' : 'ECONNRESET' },
      });
    case 'half':
      return jsonStream((controller) => controller.error(new TypeError('terminated')));
    case 'stall':
      return jsonStream((controller) => signal.addEventListener('abort', () => controller.error(signal.reason)));
    case 'hang':
      return never(signal);
    case 'status': {
      const { status, retryAfter } = fault;
      return Response.json(
        { code: '', message: 'refused' },
        { status, ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }) },
      );
    }
  }
}

/** Returns whether a request with this fault may have taken effect. */
export function mayHaveActed(fault: Fault | undefined): boolean {
  if (fault?.kind === 'status') return ![423, 429, 503].includes(fault.status);
  return fault?.kind !== 'refused';
}

function jsonStream(then: (controller: ReadableStreamDefaultController<Uint8Array>) => void): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"done":'));
      then(controller);
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}
