import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { ADMIN_BASE_PATH } from '../admin/index.ts';
import { type Answer, JsonAnswer, toResponse } from '../calls/index.ts';
import { ConnectionLost, notFound } from '../errors/index.ts';
import { OBJECTS_PATH, S3_PATH } from '../objects/index.ts';
import { REFERENCE_PATH } from '../reference/index.ts';
import { errorResponse } from './error-response.ts';
import { assignRequestId, type RequestIdEnvironment } from './request-id.ts';
import { API_BASE_PATH, type ApiOptions, createServeApi } from './serve-api.ts';

export interface AppOptions extends ApiOptions {
  /** Serves presigned URLs of objects, which need no key. */
  readonly transferObject: (request: Request) => Promise<Response>;
  /** Serves objects for requests that are signed with a credential. */
  readonly serveS3: (request: Request) => Promise<Response>;
  /** The admin API. */
  readonly admin: Hono;
  /** The reference page. */
  readonly reference: Hono;
  /** The page at `/`. */
  readonly console: Hono;
}

export interface App {
  /** With bindings, a JSON answer is written to the connection. */
  fetch(request: Request, bindings?: HttpBindings): Promise<Response>;
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

/** Creates everything that the port serves, except SQL. */
export function createApp(options: AppOptions): App {
  const serveApi = createServeApi(options);
  const other = createOther(options);
  return {
    async fetch(request, bindings) {
      const url = new URL(request.url);
      if (!isApiPath(url.pathname)) return other.fetch(request, bindings);
      const answer = await serveApi(request, url, bindings?.incoming);
      return bindings ? send(answer, bindings) : toResponse(answer);
    },
    routes: [{ method: 'ALL', path: `${API_BASE_PATH}/*` }, ...other.routes],
  };
}

function isApiPath(pathname: string): boolean {
  return pathname === API_BASE_PATH || pathname.startsWith(`${API_BASE_PATH}/`);
}

/** Writes a JSON answer to the connection. The adapter would read a `Response`, which costs a sixth of a GET. */
function send(answer: Answer, { outgoing }: HttpBindings): Response {
  if (!(answer instanceof JsonAnswer)) return answer;
  const { status, text, headers } = answer;
  if (text === undefined) outgoing.writeHead(status, headers).end();
  else outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
  return RESPONSE_ALREADY_SENT;
}

/** Serves everything except Neon's API. */
function createOther({
  transferObject,
  serveS3,
  admin,
  reference,
  console,
  random,
  log,
}: AppOptions): Hono<RequestIdEnvironment> {
  const app = new Hono<RequestIdEnvironment>();
  app.use(assignRequestId(random));
  app.all(`${OBJECTS_PATH}/*`, ({ req }) => transferObject(req.raw));
  app.all(`${S3_PATH}/*`, ({ req }) => serveS3(req.raw));
  app.route(ADMIN_BASE_PATH, admin);
  app.route(REFERENCE_PATH, reference);
  // Browsers keep the fragment, which has the key.
  app.get(`${REFERENCE_PATH}/`, (context) => context.redirect(REFERENCE_PATH));
  app.route('/', console);
  app.notFound(() => {
    throw notFound('path');
  });
  app.onError((error, context) => {
    if (error instanceof ConnectionLost) throw error;
    const { method, path } = context.req;
    return errorResponse(error, { requestId: context.get('requestId'), method, path }, log);
  });
  return app;
}
