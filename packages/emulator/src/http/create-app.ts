import { Hono } from 'hono';
import type { Caller } from '../access/index.ts';
import { ADMIN_BASE_PATH, describeBody, type RequestLog } from '../admin/index.ts';
import { ConnectionLost, notFound } from '../errors/index.ts';
import { OBJECTS_PATH, S3_PATH } from '../objects/index.ts';
import { REFERENCE_PATH } from '../reference/index.ts';
import type { Log, Random } from '../support/index.ts';
import type { AppEnvironment } from './app-environment.ts';
import { authenticate, type FindKey } from './authenticate.ts';
import type { Dispatch } from './dispatch.ts';
import { errorResponse } from './error-response.ts';
import { assignRequestId } from './request-id.ts';

export const API_BASE_PATH = '/api/v2';

export interface AppOptions {
  readonly apiKey: string;
  /** `findOwner` returns the owner of `apiKey`, `findKey` those of other keys. */
  readonly findOwner: () => Caller;
  readonly findKey: FindKey;
  readonly dispatch: Dispatch;
  /** Serves presigned URLs of objects, which need no key. */
  readonly transferObject: (request: Request) => Promise<Response>;
  /** Serves objects for requests that are signed with a credential. */
  readonly serveS3: (request: Request) => Promise<Response>;
  readonly requests: RequestLog;
  /** The admin API. */
  readonly admin: Hono;
  /** The reference page. */
  readonly reference: Hono;
  readonly random: Random;
  readonly log: Log;
}

export function createApp(options: AppOptions): Hono<AppEnvironment> {
  const { dispatch, transferObject, serveS3, requests, admin, reference, random, log } = options;
  const app = new Hono<AppEnvironment>();
  app.use(assignRequestId(random));
  app.use(`${API_BASE_PATH}/*`, async (context, next) => {
    const entry = requests.add(context.req.raw, context.get('requestId'));
    context.set('logged', entry);
    await next();
    if (!(context.error instanceof ConnectionLost)) entry.status = context.res.status;
  });
  app.use(`${API_BASE_PATH}/*`, authenticate(options));
  app.all(`${API_BASE_PATH}/*`, ({ req, get }) => {
    const url = new URL(req.url);
    const logged = get('logged');
    return dispatch({
      request: req.raw,
      url,
      path: url.pathname.slice(API_BASE_PATH.length),
      caller: get('caller'),
      onOperation({ operationId }) {
        logged.operationId = operationId;
      },
      onBody(body) {
        logged.body = describeBody(body);
      },
    });
  });
  app.all(`${OBJECTS_PATH}/*`, ({ req }) => transferObject(req.raw));
  app.all(`${S3_PATH}/*`, ({ req }) => serveS3(req.raw));
  app.route(ADMIN_BASE_PATH, admin);
  app.route(REFERENCE_PATH, reference);
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
