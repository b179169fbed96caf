import { ADMIN_ROLE } from '../admin/index.ts';
import { POOLED_SUFFIX } from './endpoint-hosts.ts';
import type { Refusal } from './refusal.ts';

/** One side of an endpoint. */
export interface EndpointSide {
  readonly endpointId: string;
  /** Whether the client named the endpoint with `-pooler`. */
  readonly isPooled: boolean;
}

export type Route =
  | (EndpointSide & { readonly kind: 'forward'; readonly params: ReadonlyMap<string, string> })
  /** Only the password can still name an endpoint. */
  | { readonly kind: 'ask-password'; readonly params: ReadonlyMap<string, string> }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** What the connection itself says about the endpoint. */
export interface Arrival {
  /** The host name in the TLS handshake. */
  readonly serverName?: string | undefined;
  /** The endpoint whose own address the client connected to, with `-pooler` for its pooled side. */
  readonly endpointName?: string | undefined;
}

/** Decides which endpoint a client wants, and which of its startup parameters Postgres receives. */
export function routeStartup(params: ReadonlyMap<string, string>, arrival: Arrival = {}): Route {
  const user = params.get('user') ?? '';
  if (user === '') return refuse('28000', 'no user name in the startup packet', 'Name a role in the connection URI.');
  if (user === ADMIN_ROLE) {
    return refuse('28000', `role "${ADMIN_ROLE}" is reserved for the emulator`, 'Log in with a role of the branch.');
  }
  const { named: fromOptions, others } = takeEndpoint(params.get('options') ?? '');
  const fromName = endpointOfHost(arrival.serverName);
  if (fromOptions && fromName && fromOptions.endpointId !== fromName.endpointId) {
    return refuse(
      '08004',
      `the host name is for endpoint "${fromName.endpointId}", but the options name "${fromOptions.endpointId}"`,
      'Name one endpoint: omit the option if the host name already names it.',
    );
  }
  const forwarded = new Map(params);
  // Meant for the client, but postgres.js forwards it, and Postgres would refuse it.
  forwarded.delete('channel_binding');
  if (others === '') forwarded.delete('options');
  else forwarded.set('options', others);
  // The host name comes first, because clients turn a direct host into a pooled one and back.
  const side =
    fromName ?? fromOptions ?? (arrival.endpointName === undefined ? undefined : readSide(arrival.endpointName));
  return side ? { kind: 'forward', ...side, params: forwarded } : { kind: 'ask-password', params: forwarded };
}

/** Splits Neon's `endpoint=ep-x;secret`, which may have a dollar sign instead of the semicolon. */
export function splitPassword(text: string): (EndpointSide & { readonly password: string }) | undefined {
  const [, name, password] = /^(?:endpoint|project)=([a-z0-9-]+)[;$](.*)$/s.exec(text) ?? [];
  return name === undefined || password === undefined ? undefined : { ...readSide(name), password };
}

/** Removes `endpoint=…` from an options string, whose words are separated by unescaped spaces. */
function takeEndpoint(options: string): { readonly named: EndpointSide | undefined; readonly others: string } {
  const words = options.match(/(?:\\.|[^\s\\])+/g) ?? [];
  const named = words.find((word) => word.startsWith('endpoint='));
  return {
    named: named === undefined ? undefined : readSide(named.slice('endpoint='.length)),
    others: words.filter((word) => !word.startsWith('endpoint=')).join(' '),
  };
}

/** `ep-x-pooler.c-1.us-east-1.aws.neon.localhost` → the pooled side of `ep-x`. */
function endpointOfHost(host: string | undefined): EndpointSide | undefined {
  const label = host?.split('.')[0];
  return label?.startsWith('ep-') ? readSide(label) : undefined;
}

function readSide(name: string): EndpointSide {
  const isPooled = name.endsWith(POOLED_SUFFIX);
  return { endpointId: isPooled ? name.slice(0, -POOLED_SUFFIX.length) : name, isPooled };
}

function refuse(code: string, message: string, hint: string): Route {
  return { kind: 'refuse', refusal: { code, message, hint } };
}
