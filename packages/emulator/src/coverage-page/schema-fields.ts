import type { FieldEffects } from './field-effects.ts';

/** Schemas that several operations use. */
export const SCHEMA_FIELDS: Readonly<Record<string, FieldEffects>> = {
  AnnotationCreateValueRequest: { stored: ['annotation_value'] },
  BranchCreateRequestEndpointOptions: {
    effective: ['type', 'suspend_timeout_seconds'],
    stored: ['autoscaling_limit_max_cu', 'autoscaling_limit_min_cu', 'provisioner'],
  },
  DataAPISettings: {
    stored: [
      'db_aggregates_enabled',
      'db_anon_role',
      'db_extra_search_path',
      'db_max_rows',
      'db_schemas',
      'jwt_cache_max_lifetime',
      'jwt_role_claim_key',
      'openapi_mode',
      'server_cors_allowed_origins',
      'server_timing_enabled',
    ],
  },
  DefaultEndpointSettings: {
    effective: ['suspend_timeout_seconds', 'autoscaling_limit_max_cu', 'autoscaling_limit_min_cu', 'pg_settings'],
    stored: ['pgbouncer_settings'],
    notes: { pg_settings: 'of later endpoints; checked by Postgres' },
  },
  EndpointSettingsData: {
    effective: ['pg_settings'],
    stored: ['pgbouncer_settings', 'preload_libraries.*'],
    notes: { pg_settings: 'checked by Postgres; what a session may set, and a few more' },
  },
  FunctionTriggerSchedule: { effective: ['cron'] },
  FunctionTriggerStorageObjectCreated: { effective: ['bucket_name', 'prefix'] },
  MaskingRule: {
    stored: ['column_name', 'database_name', 'masking_function', 'masking_value', 'schema_name', 'table_name'],
    notes: { masking_function: 'no value is masked' },
  },
  NeonAuthAddDomainToRedirectURIWhitelistRequest: { stored: ['auth_provider', 'domain'] },
  NeonAuthAddOAuthProviderRequest: { stored: ['client_id', 'client_secret', 'id', 'microsoft_tenant_id'] },
  NeonAuthDeleteDomainFromRedirectURIWhitelistRequest: { effective: ['auth_provider', 'domains[].domain'] },
  NeonAuthEmailServerConfig: {
    stored: ['host', 'password', 'port', 'sender_email', 'sender_name', 'type', 'username'],
  },
  NeonAuthUpdateOAuthProviderRequest: { stored: ['client_id', 'client_secret', 'microsoft_tenant_id'] },
  ProjectSettingsData: {
    effective: ['allowed_ips.*', 'block_public_connections', 'enable_logical_replication'],
    stored: [
      'audit_log_level',
      'block_vpc_connections',
      'hipaa',
      'maintenance_window.*',
      'preload_libraries.*',
      'quota.*',
    ],
    notes: {
      block_vpc_connections: 'no connection here uses a VPC endpoint',
      maintenance_window: 'no maintenance takes place',
      quota: 'no quota is enforced',
    },
  },
  TransferProjectsToOrganizationRequest: { effective: ['destination_org_id', 'project_ids'] },
  VPCEndpointAssignment: { stored: ['label'] },
};
