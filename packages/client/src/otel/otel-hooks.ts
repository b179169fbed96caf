import type { CallEvent, NeonHooks } from '../hooks/index.ts';
import type { Attributes, HistogramLike, MeterLike, SpanLike, TracerLike } from './telemetry-api.ts';

export interface OtelOptions {
  /** `trace.getTracer('…')` of `@opentelemetry/api`; default: no spans. */
  readonly tracer?: TracerLike | undefined;
  /** `metrics.getMeter('…')` of `@opentelemetry/api`; default: no metrics. */
  readonly meter?: MeterLike | undefined;
}

// Recommended by the semantic conventions, in seconds.
const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const STATUS_ERROR = 2;
const KIND_CLIENT = 2;

interface OpenRequest {
  readonly span: SpanLike | undefined;
  readonly attributes: Attributes;
  readonly startedAt: number;
}

/**
 * Returns hooks that follow the OpenTelemetry semantic conventions for HTTP clients: one client span per request, so
 * that a call with three attempts has three, and the histogram `http.client.request.duration`.
 *
 * The name of a span is the method and the route template. Spans do not contain the URL, which may contain secrets. The
 * parent of a span is the active span when the request is sent.
 *
 * @example
 * import { metrics, trace } from '@opentelemetry/api';
 * const hooks = otelHooks({ tracer: trace.getTracer('app'), meter: metrics.getMeter('app') });
 * const neon = createNeonClient({ hooks });
 */
export function otelHooks({ tracer, meter }: OtelOptions, now: () => number = () => performance.now()): NeonHooks {
  const durations = meter?.createHistogram('http.client.request.duration', {
    description: 'Duration of HTTP client requests.',
    unit: 's',
    advice: { explicitBucketBoundaries: BOUNDARIES },
  });
  const open = new Map<number, OpenRequest>();

  /** Ends the open request of a call; without a status, `errorType` is the reason. */
  const end = ({ callId }: CallEvent, more: Attributes, errorType: string | undefined): void => {
    const request = open.get(callId);
    if (!request) return;
    open.delete(callId);
    const outcome = errorType === undefined ? more : { ...more, 'error.type': errorType };
    endSpan(request.span, outcome, errorType);
    record(durations, request, outcome, now());
  };

  return {
    onRequest(event) {
      const attributes = describeRequest(event);
      const span = tracer?.startSpan(`${event.method} ${event.route}`, {
        kind: KIND_CLIENT,
        attributes: { ...attributes, ...describeCall(event) },
      });
      open.set(event.callId, { span, attributes, startedAt: now() });
    },
    onResponse(event) {
      const { status, requestId } = event;
      if (requestId) open.get(event.callId)?.span?.setAttributes({ 'neon.request_id': requestId });
      end(event, { 'http.response.status_code': status }, status >= 400 ? String(status) : undefined);
    },
    onRetry(event) {
      // Still open only if no response arrived.
      end(event, {}, 'no_answer');
    },
    onError(event) {
      end(event, {}, String(event.error.name ?? '_OTHER'));
    },
  };
}

function describeRequest({ method, route, baseUrl }: CallEvent): Attributes {
  const { hostname, port, protocol } = new URL(baseUrl);
  return {
    'http.request.method': method,
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    'url.template': route,
  };
}

function describeCall({ operationId, ids, attempt }: CallEvent): Attributes {
  return {
    ...(operationId && { 'neon.operation_id': operationId }),
    ...Object.fromEntries(Object.entries(ids).map(([name, id]) => [`neon.${name}`, id])),
    ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
  };
}

function endSpan(span: SpanLike | undefined, outcome: Attributes, errorType: string | undefined): void {
  span?.setAttributes(outcome);
  if (errorType !== undefined) span?.setStatus({ code: STATUS_ERROR });
  span?.end();
}

function record(
  durations: HistogramLike | undefined,
  { attributes, startedAt }: OpenRequest,
  outcome: Attributes,
  endedAt: number,
): void {
  durations?.record((endedAt - startedAt) / 1_000, { ...attributes, ...outcome });
}
