import { NO_TENANT_SETTINGS, type TenantSettings } from '../data-plane/index.ts';
import type { State } from '../state/index.ts';
import { findProjectOf } from './find-project-of.ts';

/** Finds the settings of a branch's server: those of the endpoint, by default of the branch's read_write endpoint. */
export function findTenantSettings(
  state: Pick<State, 'projects'>,
  branchId: string,
  endpointId?: string,
): TenantSettings {
  const record = findProjectOf(state, branchId);
  if (!record) return NO_TENANT_SETTINGS;
  const endpoint = [...record.endpoints.values()].find(({ id, branch_id, type }) =>
    endpointId === undefined ? branch_id === branchId && type === 'read_write' : id === endpointId,
  );
  return {
    pgSettings: endpoint?.settings.pg_settings ?? {},
    logicalReplication: record.project.settings?.enable_logical_replication ?? false,
  };
}
