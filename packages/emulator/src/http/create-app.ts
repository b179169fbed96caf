import { Hono } from 'hono';
import { ApiError, notFound } from '../errors/index.ts';
import { type Log, messageOf, type Random } from '../support/index.ts';
import type { AppEnvironment } from './app-environment.ts';
import { authenticate } from './authenticate.ts';
import type { Dispatch } from './dispatch.ts';
import { guardLoopback } from './guard-loopback.ts';
import { assignRequestId } from './request-id.ts';

export const API_BASE_PATH = '/api/v2';

export interface AppOptions {
  readonly apiKey: string;
  readonly dispatch: Dispatch;
  readonly random: Random;
  readonly log: Log;
}

export function createApp({ apiKey, dispatch, random, log }: AppOptions): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>();
  app.use(assignRequestId(random));
  app.use(guardLoopback);
  app.use(`${API_BASE_PATH}/*`, authenticate(apiKey));
  app.all(`${API_BASE_PATH}/*`, ({ req }) => dispatch(req.raw, new URL(req.url).pathname.slice(API_BASE_PATH.length)));
  app.notFound(() => {
    throw notFound('path');
  });
  app.onError((error, context) => {
    const requestId = context.get('requestId');
    if (!(error instanceof ApiError)) {
      log(
        `Internal error, request ${requestId}, ${context.req.method} ${context.req.path}: ${error.stack ?? messageOf(error)}`,
      );
    }
    const { status, code, message, headers } =
      error instanceof ApiError ? error : new ApiError(500, 'internal error of the emulator; its log has the cause');
    return Response.json({ request_id: requestId, code, message }, { status, headers });
  });
  return app;
}
