import { createTransport, type Transport } from '../transport/index.ts';
import { buildRequest } from './build-request.ts';
import type { CallOptions, NeonCaller, OperationDescriptor } from './neon-caller.ts';
import { type ClientSettings, type NeonClientOptions, resolveOptions } from './options.ts';

/** The parts of every client; all its calls share one transport. */
export interface ClientParts {
  readonly caller: NeonCaller;
  readonly send: Transport;
  readonly settings: ClientSettings;
}

export function assembleClient(options: NeonClientOptions): ClientParts {
  const settings = resolveOptions(options);
  const send = createTransport(settings);
  const { clock, random } = settings;
  const caller: NeonCaller = {
    async call<Response>(
      operation: OperationDescriptor,
      params?: object,
      callOptions?: CallOptions,
    ): Promise<Response> {
      if (settings.log !== 'silent') operation.warn?.(operation);
      const { error, value, response } = await send(
        await buildRequest(operation, { ...params }, callOptions, settings),
      );
      if (error) throw error;
      // Only the media type and the kind of body are checked against the API document, not every field.
      return (operation.result ? operation.result(value, response) : value) as Response;
    },
    baseUrl: settings.baseUrl,
    runtime: { clock, random },
  };
  return { caller, send, settings };
}
