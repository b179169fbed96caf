import type { ProjectListItem } from '@neon-api/types';
import type { ProjectRecord } from '../../state/index.ts';
import { recoverableUntil } from '../common/index.ts';

/** Shows a project as lists do: without detailed usage. */
export function showProjectInList({ project, deletedAt }: ProjectRecord): ProjectListItem {
  const {
    data_storage_bytes_hour: _storage,
    data_transfer_bytes: _transfer,
    written_data_bytes: _written,
    compute_time_seconds: _compute,
    active_time_seconds,
    consumption_period_start: _start,
    consumption_period_end: _end,
    owner,
    maintenance_scheduled_for: _maintenance,
    ...shown
  } = project;
  return {
    ...shown,
    active_time: active_time_seconds,
    ...(owner ? { org_name: owner.name } : {}),
    ...(deletedAt === undefined ? {} : { deleted_at: deletedAt, recoverable_until: recoverableUntil(deletedAt) }),
  };
}
