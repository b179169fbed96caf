import type { SessionTarget } from './sql-session.ts';

export interface TargetRules {
  /** The port of all endpoints. */
  readonly address: { readonly host: string; readonly port: number };
  /** The open endpoint that an address of its own leads to. */
  readonly endpointAt: (host: string) => string | undefined;
}

/** Where a connection string of the driver leads on this machine, or what is wrong with it. */
export function findTarget(connectionString: string, { address, endpointAt }: TargetRules): SessionTarget | string {
  const uri = URL.canParse(connectionString) ? new URL(connectionString) : undefined;
  if (!uri || !/^postgres(ql)?:$/.test(uri.protocol)) {
    return 'The header Neon-Connection-String has no postgresql:// URI; use one that the API hands out.';
  }
  const options = uri.searchParams.get('options') ?? '';
  const endpointId = endpointOfHost(uri.hostname, endpointAt);
  const named =
    /(^|\s)endpoint=/.test(options) || endpointId === undefined ? options : `${options} endpoint=${endpointId}`;
  return {
    ...address,
    user: decodeURIComponent(uri.username),
    password: decodeURIComponent(uri.password),
    database: decodeURIComponent(uri.pathname.slice(1)) || decodeURIComponent(uri.username),
    options: named.trim(),
  };
}

/** `ep-x` of `ep-x.c-1.us-east-1.aws.neon.localhost`, or of the address that belongs to it. */
export function endpointOfHost(host: string, endpointAt: TargetRules['endpointAt']): string | undefined {
  const label = host.split('.')[0] ?? '';
  return label.startsWith('ep-') ? label : endpointAt(host);
}
