import { type HttpHandler, HttpResponse, http } from 'msw';
import { ConnectionLost, EmulatorUsageError } from '../errors/index.ts';
import { API_BASE_PATH } from '../http/index.ts';
import { type EmulatorControls, type EmulatorOptions, resolveOptions, startPlanes } from '../start/index.ts';

export interface NeonHandlerOptions extends Omit<EmulatorOptions, 'port' | 'host' | 'postgres' | 'postgresPort'> {
  /** Base URL of the calls to intercept. Default `https://console.neon.tech/api/v2`. */
  readonly baseUrl?: string;
}

/** An emulator behind MSW: in this process, without a port and without Postgres. */
export interface NeonHandlers extends EmulatorControls {
  /** Pass these to `setupServer` or `server.use`. */
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
  const resolved = resolveOptions({ ...rest, postgres: 'off' });
  const { access, controlPlane, stop } = await startPlanes(resolved);

  async function answer(request: Request): Promise<Response> {
    try {
      const response = await controlPlane.fetch(await toLocal(request, base));
      // MSW needs its own kind of Response, and a body that breaks off must become a network error.
      const bytes = await response.arrayBuffer();
      const { status, headers } = response;
      return new HttpResponse(bytes.byteLength === 0 ? null : bytes, { status, headers });
    } catch (error) {
      if (error instanceof ConnectionLost) return HttpResponse.error();
      throw error;
    }
  }

  return {
    handlers: [http.all(`${base}/*`, ({ request }) => answer(request))],
    apiKey: access.apiKey,
    orgId: controlPlane.orgId,
    ...controlPlane.controls,
    async stop() {
      controlPlane.release();
      await stop();
    },
  };
}

/** Returns the same request, addressed to this machine. */
async function toLocal(request: Request, base: string): Promise<Request> {
  const { method, url, signal } = request;
  const headers = new Headers(request.headers);
  headers.delete('Host');
  headers.delete('Origin');
  const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer();
  return new Request(`http://localhost${API_BASE_PATH}${url.slice(base.length)}`, { method, headers, body, signal });
}
