import type { Branch } from '@neon-api/types';

/** Returns a branch with these fields. Default: a ready root branch, created on 2026-01-01. */
export function someBranch(fields: Partial<Branch>): Branch {
  const at = '2026-01-01T00:00:00Z';
  return {
    ...{ id: 'br-some', name: 'some', project_id: 'project', default: false, protected: false },
    ...{ current_state: 'ready', state_changed_at: at, created_at: at, updated_at: at, creation_source: 'console' },
    ...{ active_time_seconds: 0, compute_time_seconds: 0, cpu_used_sec: 0 },
    ...{ data_transfer_bytes: 0, written_data_bytes: 0 },
    ...fields,
  };
}
