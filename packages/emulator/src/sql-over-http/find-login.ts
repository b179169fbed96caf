import { decodeComponent } from '@neon-api/ground';
import type { SqlLogin, SqlServer } from './sql-session.ts';

const HEADER = 'The header Neon-Connection-String';

/** Returns the login of a connection string of the driver, or what is wrong with it. */
export function findLogin(connectionString: string, endpointAt: SqlServer['endpointAt']): SqlLogin | string {
  const uri = URL.canParse(connectionString) ? new URL(connectionString) : undefined;
  if (!uri || !/^postgres(ql)?:$/.test(uri.protocol)) {
    return `${HEADER} has no postgresql:// URI. Use a connection URI from the API.`;
  }
  const options = uri.searchParams.get('options') ?? '';
  const endpointId = endpointOfHost(uri, endpointAt);
  const named =
    /(^|\s)endpoint=/.test(options) || endpointId === undefined ? options : `${options} endpoint=${endpointId}`;
  const parts = {
    user: decodeComponent(uri.username),
    password: decodeComponent(uri.password),
    database: decodeComponent(uri.pathname.slice(1)),
    options: named.trim(),
  };
  for (const [name, value] of Object.entries(parts)) {
    // A zero byte ends a value in the startup packet, so the rest would become other parameters.
    if (value === undefined || value.includes('\0')) return `${HEADER} has a malformed ${name}. Percent-encode it.`;
  }
  const { user, password, database, options: endpointOptions } = parts;
  if (!user || !password) return `${HEADER} needs a role and its password: postgresql://ROLE:PASSWORD@HOST/DATABASE.`;
  return { user, password, database: database || user, options: endpointOptions };
}

/** Returns `ep-x` for `ep-x.c-1.us-east-1.aws.neon.localhost`, or for the endpoint's own address. */
export function endpointOfHost(
  { hostname, port }: Pick<URL, 'hostname' | 'port'>,
  endpointAt: SqlServer['endpointAt'],
): string | undefined {
  const label = hostname.split('.')[0] ?? '';
  return /^(ep|br)-/.test(label) ? label : endpointAt(hostname, port);
}
