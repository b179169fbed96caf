/** What a branch's server gets from the API: its endpoint's `pg_settings`, and the project's `wal_level`. */
export interface TenantSettings {
  readonly pgSettings: Readonly<Record<string, string>>;
  /** Whether the log has what logical replication needs. */
  readonly logicalReplication: boolean;
  /** Whether subscriptions must not receive rows: a copy would take over the slots of the original. Default false. */
  readonly pausesSubscriptions?: boolean;
}

export const NO_TENANT_SETTINGS: TenantSettings = { pgSettings: {}, logicalReplication: false };
