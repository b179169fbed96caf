import type { ConnectionDetails, Endpoint } from '@neon-api/types';
import { type DataPlane, pooledNameOf } from '../../data-plane/index.ts';
import type { BranchRecord } from '../../state/index.ts';
import { hostOf } from './hosts.ts';

export interface ConnectionTarget {
  readonly endpoint: Endpoint;
  readonly role: string;
  /** Undefined if the project does not store passwords, or the password is unknown. */
  readonly password: string | undefined;
  readonly database: string;
  readonly pooled: boolean;
}

/**
 * Formats a URI. The data plane serves every endpoint on one port, so `options` names the endpoint, as in Neon's
 * fallback for clients without SNI. With host names, the host names it too. The pooled URI has `-pooler` there, so that
 * clients can derive one from the other. An endpoint whose Postgres itself listens has its own port, and no `options`,
 * which Postgres would reject. Without a port, the URI is Neon's, and only its host names the endpoint. Without Postgres the
 * host says so.
 */
export function formatConnectionUri(target: ConnectionTarget, address: DataPlane['address']): string {
  const { endpoint, role, password, database, pooled } = target;
  const user = [role, ...(password === undefined ? [] : [password])].map(encodeURIComponent).join(':');
  const path = encodeURIComponent(database);
  const name = pooled ? pooledNameOf(endpoint.id) : endpoint.id;
  const host = address?.hasHostNames ? hostOf(name, endpoint.proxy_host) : address?.host;
  const directPort = pooled ? undefined : address?.directPortOf?.(endpoint.id);
  if (address && address.port === undefined)
    return `postgresql://${user}@${hostOf(name, endpoint.proxy_host)}/${path}?sslmode=require`;
  if (address && directPort !== undefined) return `postgresql://${user}@${address.host}:${directPort}/${path}`;
  return address
    ? `postgresql://${user}@${host}:${address.port}/${path}?options=${encodeURIComponent(`endpoint=${name}`)}`
    : `postgresql://${user}@${name}.postgres-is-off.invalid/${path}?sslmode=require`;
}

/** Docs: none if there are several roles or databases. Also none without a password to log in with. */
export function listConnectionDetails(
  { roles, databases }: BranchRecord,
  endpoint: Endpoint | undefined,
  address: DataPlane['address'],
): ConnectionDetails[] {
  const [record, ...otherRoles] = roles;
  const [database, ...otherDatabases] = databases;
  if (!endpoint || !record || !database || otherRoles.length > 0 || otherDatabases.length > 0) return [];
  const { role, password } = record;
  return password === undefined
    ? []
    : [describe({ endpoint, role: role.name, password, database: database.name }, address)];
}

function describe(
  login: { readonly endpoint: Endpoint; readonly role: string; readonly password: string; readonly database: string },
  address: DataPlane['address'],
): ConnectionDetails {
  const { endpoint, role, password, database } = login;
  const pooledName = pooledNameOf(endpoint.id);
  return {
    connection_uri: formatConnectionUri({ ...login, pooled: false }, address),
    connection_parameters: {
      database,
      password,
      role,
      host: address?.hostFor?.(endpoint.id) ?? hostOf(endpoint.id, endpoint.proxy_host),
      pooler_host: address?.hostFor?.(pooledName) ?? hostOf(pooledName, endpoint.proxy_host),
    },
  };
}
