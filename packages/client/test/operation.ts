import type { Operation } from '@neon-api/types';

/** Returns a running operation, overridden by `fields`. */
export function makeOperation(fields: Partial<Operation> = {}): Operation {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    project_id: 'quiet-field-12345678',
    action: 'start_compute',
    status: 'running',
    failures_count: 0,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    total_duration_ms: 0,
    ...fields,
  };
}
