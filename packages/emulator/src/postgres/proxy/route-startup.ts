import { ADMIN_ROLE } from '../admin/index.ts';
import type { Refusal } from './refusal.ts';

export type Route =
  | { readonly kind: 'forward'; readonly endpointId: string; readonly params: ReadonlyMap<string, string> }
  /** Only the password can still name an endpoint. */
  | { readonly kind: 'ask-password'; readonly params: ReadonlyMap<string, string> }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** What the connection itself says about the endpoint. */
export interface Arrival {
  /** The host name in the TLS handshake. */
  readonly serverName?: string | undefined;
  /** The endpoint whose own address the client connected to. */
  readonly endpointId?: string | undefined;
}

/** Decides which endpoint a client wants, and which of its startup parameters Postgres receives. */
export function routeStartup(params: ReadonlyMap<string, string>, arrival: Arrival = {}): Route {
  const user = params.get('user') ?? '';
  if (user === '') return refuse('28000', 'no user name in the startup packet', 'Name a role in the connection URI.');
  if (user === ADMIN_ROLE) {
    return refuse('28000', `role "${ADMIN_ROLE}" is reserved for the emulator`, 'Log in with a role of the branch.');
  }
  const { endpointId: fromOptions, others } = takeEndpoint(params.get('options') ?? '');
  const fromName = endpointOfHost(arrival.serverName);
  if (fromOptions !== undefined && fromName !== undefined && fromOptions !== fromName) {
    return refuse(
      '08004',
      `the host name is for endpoint "${fromName}", but the options name "${fromOptions}"`,
      'Name one endpoint: omit the option if the host name already names it.',
    );
  }
  const forwarded = new Map(params);
  // Meant for the client, but postgres.js forwards it, and Postgres would refuse it.
  forwarded.delete('channel_binding');
  if (others === '') forwarded.delete('options');
  else forwarded.set('options', others);
  const endpointId = fromOptions ?? fromName ?? arrival.endpointId;
  return endpointId === undefined
    ? { kind: 'ask-password', params: forwarded }
    : { kind: 'forward', endpointId, params: forwarded };
}

/** Splits Neon's `endpoint=ep-x;secret`, which may have a dollar sign instead of the semicolon. */
export function splitPassword(text: string): { readonly endpointId: string; readonly password: string } | undefined {
  const [, endpointId, password] = /^(?:endpoint|project)=([a-z0-9-]+)[;$](.*)$/s.exec(text) ?? [];
  return endpointId === undefined || password === undefined
    ? undefined
    : { endpointId: withoutPooler(endpointId), password };
}

/** Removes `endpoint=…` from an options string, whose words are separated by unescaped spaces. */
function takeEndpoint(options: string): { readonly endpointId: string | undefined; readonly others: string } {
  const words = options.match(/(?:\\.|[^\s\\])+/g) ?? [];
  const named = words.find((word) => word.startsWith('endpoint='));
  return {
    endpointId: named === undefined ? undefined : withoutPooler(named.slice('endpoint='.length)),
    others: words.filter((word) => !word.startsWith('endpoint=')).join(' '),
  };
}

/** `ep-x-pooler.c-1.us-east-1.aws.neon.localhost` → `ep-x`. */
function endpointOfHost(host: string | undefined): string | undefined {
  const label = host?.split('.')[0];
  return label?.startsWith('ep-') ? withoutPooler(label) : undefined;
}

/** The emulator has no pooler, so the pooled host connects to the same Postgres. */
function withoutPooler(name: string): string {
  return name.replace(/-pooler$/, '');
}

function refuse(code: string, message: string, hint: string): Route {
  return { kind: 'refuse', refusal: { code, message, hint } };
}
