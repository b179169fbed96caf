import { type HttpHandler, HttpResponse, http } from 'msw';
import type { EmulatorControls } from '../control-plane/index.ts';
import { EmulatorUsageError } from '../errors/index.ts';
import { createEmulator, type FetchEmulatorOptions } from '../fetch/index.ts';

export interface NeonHandlerOptions extends FetchEmulatorOptions {
  /** Base URL of the calls to intercept. Default `https://console.neon.tech/api/v2`. */
  readonly baseUrl?: string;
}

/** An emulator behind MSW: in this process or page, without a port. */
export interface NeonHandlers extends EmulatorControls {
  /** Pass these to `setupServer`, `setupWorker` or `server.use`. */
  readonly handlers: HttpHandler[];
  readonly apiKey: string;
  /** Organization of the emulator's user: the client's `orgId`. */
  readonly orgId: string;
  stop(): Promise<void>;
}

const DEFAULT_BASE_URL = 'https://console.neon.tech/api/v2';

/**
 * Starts an emulator in this process and returns MSW handlers for it.
 *
 * @throws EmulatorUsageError if an option is unknown or out of range.
 * @example
 * const neon = await createNeonHandlers({ apiKey: 'test-key' });
 * const server = setupServer(...neon.handlers);
 */
export async function createNeonHandlers(options: NeonHandlerOptions = {}): Promise<NeonHandlers> {
  const { baseUrl = DEFAULT_BASE_URL, ...rest } = options;
  if (!URL.canParse(baseUrl)) throw new EmulatorUsageError(`baseUrl must be a URL, not "${baseUrl}".`);
  const base = baseUrl.replace(/\/+$/, '');
  const { fetch, apiUrl, apiKey, orgId, faults, clock, listRequests, settle, reset, stop } = await createEmulator(rest);

  async function answer(request: Request): Promise<Response> {
    try {
      const response = await fetch(await toEmulator(request, base, apiUrl));
      // MSW needs its own kind of Response, and a body that breaks off must become a network error.
      const bytes = await response.arrayBuffer();
      const { status, headers } = response;
      return new HttpResponse(bytes.byteLength === 0 ? null : bytes, { status, headers });
    } catch (error) {
      // The emulator turns its own bugs into responses.
      if (error instanceof TypeError) return HttpResponse.error();
      throw error;
    }
  }

  return {
    handlers: [http.all(`${base}/*`, ({ request }) => answer(request))],
    ...{ apiKey, orgId, faults, clock, listRequests, settle, reset, stop },
  };
}

/** Returns the same request, addressed to the emulator. */
async function toEmulator(request: Request, base: string, apiUrl: string): Promise<Request> {
  const { method, url, signal } = request;
  const headers = new Headers(request.headers);
  headers.delete('Host');
  headers.delete('Origin');
  const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer();
  return new Request(`${apiUrl}${url.slice(base.length)}`, { method, headers, body, signal });
}
