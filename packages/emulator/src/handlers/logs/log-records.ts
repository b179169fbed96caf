import type { ProjectBranchLogRecord } from '@neon-api/types';

/** OpenTelemetry severity numbers: the lowest of each level. */
export const SEVERITY_NUMBERS = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 } as const;

export type Severity = keyof typeof SEVERITY_NUMBERS;

export interface NewLog {
  readonly atMs: number;
  readonly severity: Severity;
  /** Structured bodies are rendered like Neon's: compact JSON with sorted keys. */
  readonly body: string | Readonly<Record<string, string | number>>;
  readonly source: 'function' | 'storage';
  /** The slug or bucket. Docs (introduction/monitor-logs): `neon-function/<slug>`, `neon-storage/<bucket>`. */
  readonly service: string;
  readonly scope: string;
  readonly entityId?: string;
  readonly trace?: { readonly traceId: string; readonly spanId: string };
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export function newLog(log: NewLog): ProjectBranchLogRecord {
  const { atMs, severity, body, source, service, scope, entityId, trace, attributes = {} } = log;
  return {
    timestamp: new Date(atMs).toISOString(),
    message: typeof body === 'string' ? body : renderBody(body),
    source,
    ...(entityId === undefined ? {} : { entity_id: entityId }),
    service_name: `neon-${source}/${service}`,
    scope_name: scope,
    severity_number: SEVERITY_NUMBERS[severity],
    severity_text: severity.toUpperCase(),
    ...(trace ? { trace_id: trace.traceId, span_id: trace.spanId } : {}),
    attributes,
  };
}

function renderBody(body: Readonly<Record<string, string | number>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1))));
}
