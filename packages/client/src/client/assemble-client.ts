import { createTransport, type Transport, type TransportSettings } from '../transport/index.ts';
import { buildRequest } from './build-request.ts';
import type { CallDefaults } from './call-settings.ts';
import type { CallOptions, NeonCaller, OperationDescriptor } from './neon-caller.ts';
import { type NeonClientOptions, resolveOptions } from './options.ts';

/** What every kind of client is made of: all calls of one client go through its one transport. */
export interface ClientParts {
  readonly caller: NeonCaller;
  readonly send: Transport;
  readonly defaults: CallDefaults;
  readonly settings: Pick<TransportSettings, 'baseUrl' | 'random'>;
}

export function assembleClient(options: NeonClientOptions): ClientParts {
  const { transport, defaults } = resolveOptions(options);
  const send = createTransport(transport);
  const caller: NeonCaller = {
    async call<Response>(
      operation: OperationDescriptor,
      params: object = {},
      callOptions?: CallOptions,
    ): Promise<Response> {
      const { error, value } = await send(
        await buildRequest(operation, { ...params }, callOptions, defaults, transport),
      );
      if (error) throw error;
      // The contract says what the body is; checked against it are form and media type, not every field.
      return value as Response;
    },
    runtime: { clock: transport.clock, random: transport.random },
  };
  return { caller, send, defaults, settings: transport };
}
