import { type HttpHandler, HttpResponse, http } from 'msw';
import { ADMIN_BASE_PATH } from '../admin/index.ts';
import type { EmulatorControls } from '../control-plane/index.ts';
import { EmulatorUsageError } from '../errors/index.ts';
import { createEmulator, type FetchEmulatorOptions } from '../fetch/index.ts';
import { API_BASE_PATH } from '../http/index.ts';
import { OBJECTS_PATH, S3_PATH } from '../objects/index.ts';

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
  /** Bearer token for `/__emulator`. */
  readonly adminToken: string;
  stop(): Promise<void>;
}

const DEFAULT_BASE_URL = 'https://console.neon.tech/api/v2';
/** What the emulator serves next to the API: objects, and its own API. */
const FURTHER_PATHS = [OBJECTS_PATH, S3_PATH, ADMIN_BASE_PATH];

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
  const emulator = await createEmulator(rest);
  const { fetch, apiKey, orgId, adminToken, faults, clock, listRequests, settle, reset, stop } = emulator;
  const { origin } = new URL(base);

  async function answer(request: Request): Promise<Response> {
    try {
      const response = await fetch(await toEmulator(request, base));
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
    handlers: [base, ...FURTHER_PATHS.map((path) => `${origin}${path}`)].map((address) =>
      http.all(`${address}/*`, ({ request }) => answer(request)),
    ),
    ...{ apiKey, orgId, adminToken, faults, clock, listRequests, settle, reset, stop },
  };
}

/** Returns the same request, at the emulator's own path. Its host stays: URLs in responses repeat it. */
async function toEmulator(request: Request, base: string): Promise<Request> {
  const { method, url, signal } = request;
  const { origin } = new URL(base);
  const path = url.startsWith(`${base}/`) ? `${API_BASE_PATH}${url.slice(base.length)}` : url.slice(origin.length);
  // MSW's requests list all headers, but `new Headers` copies only some of them in Node 20.
  const headers = [...request.headers] as [string, string][];
  const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer();
  return new Request(`${origin}${path}`, { method, headers, body, signal });
}
