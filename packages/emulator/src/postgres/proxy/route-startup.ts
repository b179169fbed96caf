import { type DataPoint, type EndpointSide, readSide, splitStartupOptions } from '../../data-plane/index.ts';
import { ADMIN_ROLE } from '../admin/index.ts';
import type { Refusal } from './refusal.ts';

interface Startup {
  /** What Postgres receives. */
  readonly params: ReadonlyMap<string, string>;
  /** The point in the past for the session; undefined is the present. */
  readonly at: DataPoint | undefined;
}

export type Route =
  | (Startup & EndpointSide & { readonly kind: 'forward' })
  /** Only the password can still name an endpoint. */
  | (Startup & { readonly kind: 'ask-password' })
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
  const { named: fromOptions, neon, others } = splitStartupOptions(params.get('options') ?? '');
  const past = readPast(neon);
  if ('refusal' in past) return { kind: 'refuse', refusal: past.refusal };
  const { at } = past;
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
  return side ? { kind: 'forward', ...side, params: forwarded, at } : { kind: 'ask-password', params: forwarded, at };
}

/** Splits Neon's `endpoint=ep-x;secret`, which may have a dollar sign instead of the semicolon. */
export function splitPassword(text: string): (EndpointSide & { readonly password: string }) | undefined {
  const [, name, password] = /^(?:endpoint|project)=([a-z0-9-]+)[;$](.*)$/s.exec(text) ?? [];
  return name === undefined || password === undefined ? undefined : { ...readSide(name), password };
}

/** Decides the point of a session in the past. Other options of Neon's proxy are refused rather than ignored. */
function readPast(
  neon: ReadonlyMap<string, string>,
): { readonly at: DataPoint | undefined } | { readonly refusal: Refusal } {
  const { lsn, timestamp, endpoint_type: type = 'read_only', ...others } = Object.fromEntries(neon);
  const [unknown] = Object.keys(others);
  const refused = (message: string, hint: string) => ({ refusal: { code: '22023', message, hint } });
  if (unknown !== undefined) return refused(`the option neon_${unknown} is not supported`, 'Omit it.');
  if (type !== 'read_only') {
    return refused(`neon_endpoint_type:${type} is not supported`, 'Sessions in the past are read-only. Omit it.');
  }
  if (lsn !== undefined && timestamp !== undefined) {
    return refused('the options have two points', 'Pass neon_lsn or neon_timestamp, not both.');
  }
  if (lsn !== undefined) return { at: { lsn } };
  return { at: timestamp === undefined ? undefined : { timestamp } };
}

/** `ep-x-pooler.c-1.us-east-1.aws.neon.localhost` → the pooled side of `ep-x`. */
function endpointOfHost(host: string | undefined): EndpointSide | undefined {
  const label = host?.split('.')[0];
  return label !== undefined && /^(ep|br)-/.test(label) ? readSide(label) : undefined;
}

function refuse(code: string, message: string, hint: string): Route {
  return { kind: 'refuse', refusal: { code, message, hint } };
}
