import { ADMIN_ROLE } from '../admin/index.ts';
import type { Refusal } from './refusal.ts';
import { HOW_TO_NAME_AN_ENDPOINT } from './refusals.ts';

export type Route =
  | { readonly kind: 'forward'; readonly endpointId: string; readonly params: ReadonlyMap<string, string> }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** Decides which endpoint a client wants, and what of its startup parameters Postgres gets to see. */
export function routeStartup(params: ReadonlyMap<string, string>): Route {
  const user = params.get('user') ?? '';
  if (user === '') return refuse('28000', 'no user name in the startup packet', 'Name a role in the connection URI.');
  if (user === ADMIN_ROLE) {
    return refuse('28000', `role "${ADMIN_ROLE}" belongs to the emulator`, 'Log in with a role of the branch.');
  }
  const { endpointId, others } = takeEndpoint(params.get('options') ?? '');
  if (endpointId === undefined) return refuse('08004', 'no endpoint named', HOW_TO_NAME_AN_ENDPOINT);
  const forwarded = new Map(params);
  if (others === '') forwarded.delete('options');
  else forwarded.set('options', others);
  return { kind: 'forward', endpointId, params: forwarded };
}

/** Takes the word `endpoint=…` out of an options string, whose words are parted by unescaped blanks. */
function takeEndpoint(options: string): { readonly endpointId: string | undefined; readonly others: string } {
  const words = options.match(/(?:\\.|[^\s\\])+/g) ?? [];
  const named = words.find((word) => word.startsWith('endpoint='));
  return {
    // The pooled host of an endpoint leads to the same Postgres; there is no pooler to go through.
    endpointId: named?.slice('endpoint='.length).replace(/-pooler$/, ''),
    others: words.filter((word) => !word.startsWith('endpoint=')).join(' '),
  };
}

function refuse(code: string, message: string, hint: string): Route {
  return { kind: 'refuse', refusal: { code, message, hint } };
}
