import { Hono } from 'hono';
import { ADMIN_BASE_PATH } from '../admin/index.ts';
import type { Answer } from '../calls/index.ts';
import { ConnectionLost, notFound } from '../errors/index.ts';
import { OBJECTS_PATH, S3_PATH } from '../objects/index.ts';
import type { RequestHeaders } from '../support/index.ts';
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
  /** The console and the reference page, if they are served. */
  readonly pages: Hono | undefined;
}

export interface App {
  /** Reads `headers` instead of the request's own, which takes a Node server some time to create. */
  answer(request: Request, headers?: RequestHeaders): Promise<Answer>;
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

/** Creates everything that the emulator serves, except SQL. */
export function createApp(options: AppOptions): App {
  const serveApi = createServeApi(options);
  const other = createOther(options);
  return {
    async answer(request, headers) {
      const url = new URL(request.url);
      return isApiPath(url.pathname) ? serveApi(request, url, headers ?? request.headers) : other.fetch(request);
    },
    routes: [{ method: 'ALL', path: `${API_BASE_PATH}/*` }, ...other.routes],
  };
}

function isApiPath(pathname: string): boolean {
  return pathname === API_BASE_PATH || pathname.startsWith(`${API_BASE_PATH}/`);
}

/** Serves everything except Neon's API. */
function createOther({ transferObject, serveS3, admin, pages, random, log }: AppOptions): Hono<RequestIdEnvironment> {
  const app = new Hono<RequestIdEnvironment>();
  app.use(assignRequestId(random));
  app.all(`${OBJECTS_PATH}/*`, ({ req }) => transferObject(req.raw));
  app.all(`${S3_PATH}/*`, ({ req }) => serveS3(req.raw));
  app.route(ADMIN_BASE_PATH, admin);
  if (pages) app.route('/', pages);
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
