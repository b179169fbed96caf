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

export type TypedDefaults = Pick<NeonRequest, 'timeoutMs' | 'attemptTimeoutMs' | 'retry'> & {
  readonly baseUrl: string;
};

/** What the lazy part needs; handed over, so that a bundle's first chunk is in one piece. */
export interface TypedCall extends TypedDefaults, Pick<NeonRequest, 'route' | 'ids'> {
  readonly send: Transport;
  serializeQuery(query: Readonly<Record<string, unknown>>): string;
  refuse(problem: string): Error;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The typed methods; openapi-fetch behind them is loaded when first used, as operation functions do without it. */
export function createTypedMethods(defaults: TypedDefaults, send: Transport): TypedMethods {
  const method =
    (name: string) =>
    async (route: string, init: TypedInit = {}): Promise<unknown> => {
      const where = `${name} ${route}`;
      const { ids, path } = fillRoute(route, init.params?.path ?? {}, where);
      const { requestThroughOpenapiFetch } = await import('./openapi-fetch.ts');
      return requestThroughOpenapiFetch(name, path, init, {
        ...defaults,
        route,
        ids,
        send,
        serializeQuery: (query) => serializeQuery(Object.keys(query), query, where),
        refuse: (problem) => new NeonUsageError(`${where}: ${problem}`),
      });
    };
  return Object.fromEntries(METHODS.map((name) => [name, method(name)])) as TypedMethods;
}
