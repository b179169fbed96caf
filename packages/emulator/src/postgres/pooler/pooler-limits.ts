/** https://neon.com/docs/connect/connection-pooling#neon-pgbouncer-configuration-settings; the rest is PgBouncer's default. */
export interface PoolerLimits {
  /** `max_client_conn`: clients of one endpoint. */
  readonly mostClients: number;
  /**
   * Connections to Postgres for all pools of one endpoint: 0.9 of those that clients may have. On Neon this limit,
   * `default_pool_size`, is for each pool, so that pools can take the connections of direct sessions.
   */
  readonly mostServers: number;
  /** `query_wait_timeout` */
  readonly queryWaitMs: number;
  /** `server_idle_timeout` */
  readonly idleServerMs: number;
  /** `max_prepared_statements`, of one server connection. */
  readonly mostStatements: number;
}

export function poolerLimits(clientSessions: number): PoolerLimits {
  return {
    mostClients: 10_000,
    mostServers: Math.floor(0.9 * clientSessions),
    queryWaitMs: 120_000,
    idleServerMs: 600_000,
    mostStatements: 1000,
  };
}
