import type { MiddlewareHandler } from 'hono';
import { type Random, randomUuid } from '../support/index.ts';
import type { AppEnvironment } from './app-environment.ts';

export const REQUEST_ID_HEADER = 'X-Request-ID';
/** What can safely stand in a header, a JSON string and a log line. */
const ACCEPTED = /^[\w.:-]{1,128}$/;

/** Spec: the caller may set the request id. */
export function chooseRequestId(asked: string | undefined, random: Random): string {
  return asked !== undefined && ACCEPTED.test(asked) ? asked : randomUuid(random);
}

export function assignRequestId(random: Random): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const requestId = chooseRequestId(context.req.header(REQUEST_ID_HEADER), random);
    context.set('requestId', requestId);
    await next();
    context.header(REQUEST_ID_HEADER, requestId);
  };
}
