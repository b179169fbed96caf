import { NeonUsageError } from '../errors/index.ts';
import { fillRoute, serializeQuery } from './parameters.ts';
import type { NeonRequest } from './request.ts';
import type { Transport } from './transport.ts';

/** Where a client keeps what its typed methods need. Symbol.for: they may come from another copy of this package. */
export const TYPED_TOOLS: unique symbol = Symbol.for('@neon-api/client/typed-tools');

export interface TypedSettings {
  readonly defaults: Pick<NeonRequest, 'timeoutMs' | 'attemptTimeoutMs' | 'retry'>;
  readonly baseUrl: string;
  readonly send: Transport;
}

/** Handed over, not imported there: the entry of the typed methods then shares no file with that of the client. */
export interface TypedTools extends TypedSettings {
  readonly fillRoute: typeof fillRoute;
  readonly serializeQuery: typeof serializeQuery;
  readonly UsageError: typeof NeonUsageError;
}

export function typedTools(settings: TypedSettings): { readonly [TYPED_TOOLS]: TypedTools } {
  return { [TYPED_TOOLS]: { ...settings, fillRoute, serializeQuery, UsageError: NeonUsageError } };
}
