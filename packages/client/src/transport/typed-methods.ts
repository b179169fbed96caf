import type { paths } from '@neon-api/types';
import type { Client } from 'openapi-fetch';
import { NeonUsageError } from '../errors/index.ts';
import { fillRoute, serializeQuery } from './parameters.ts';
import type { NeonRequest } from './request.ts';
import type { Transport } from './transport.ts';

/** openapi-fetch's methods over Neon's paths: `{ data, error, response }`, error statuses as values. */
export type TypedMethods = Pick<Client<paths, 'application/json'>, (typeof METHODS)[number]>;

/** What a typed method takes, as far as it matters here. */
export interface TypedInit {
  readonly params?: { readonly path?: Record<string, unknown>; readonly [place: string]: unknown };
  readonly parseAs?: string;
  readonly [option: string]: unknown;
}

/** What all typed methods of a client need. */
export interface TypedSettings {
  readonly defaults: Pick<NeonRequest, 'timeoutMs' | 'attemptTimeoutMs' | 'retry'>;
  readonly baseUrl: string;
  readonly send: Transport;
}

/** Handed over to the lazy part, so that a bundle's first chunk is in one piece. */
export interface TypedTools extends TypedSettings {
  readonly fillRoute: typeof fillRoute;
  readonly serializeQuery: typeof serializeQuery;
  readonly UsageError: typeof NeonUsageError;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The typed methods; openapi-fetch behind them is loaded when first used, as operation functions do without it. */
export function createTypedMethods(settings: TypedSettings): TypedMethods {
  const tools: TypedTools = { ...settings, fillRoute, serializeQuery, UsageError: NeonUsageError };
  const method =
    (name: string) =>
    async (route: string, init: TypedInit = {}): Promise<unknown> =>
      (await import('./openapi-fetch.ts')).request(name, route, init, tools);
  return Object.fromEntries(METHODS.map((name) => [name, method(name)])) as TypedMethods;
}
