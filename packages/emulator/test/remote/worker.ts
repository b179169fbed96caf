import type { RemoteCall } from '../transport/protocol.ts';
import { answerCall } from './answer-call.ts';

interface Bindings {
  readonly emulators: { getByName(name: string): { fetch(request: Request): Promise<Response> } };
}

/** A durable object, because the operations of an emulator continue after the response to the request that began them. */
export class Emulators {
  async fetch(request: Request): Promise<Response> {
    return Response.json(await answerCall((await request.json()) as RemoteCall));
  }
}

// A worker's module must have a default export.
// biome-ignore lint/style/noDefaultExport: see above
export default {
  fetch: (request: Request, { emulators }: Bindings): Promise<Response> => emulators.getByName('all').fetch(request),
};
