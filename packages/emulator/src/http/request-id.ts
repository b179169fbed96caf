import type { MiddlewareHandler } from 'hono';
import { type Random, randomUuid } from '../support/index.ts';
import type { AppEnvironment } from './app-environment.ts';

const HEADER = 'X-Request-ID';
/** What can safely stand in a header, a JSON string and a log line. */
const ACCEPTED = /^[\w.:-]{1,128}$/;

/** Spec: the caller may set the request id. */
export function assignRequestId(random: Random): MiddlewareHandler<AppEnvironment> {
  return async (context, next) => {
    const asked = context.req.header(HEADER);
    const requestId = asked !== undefined && ACCEPTED.test(asked) ? asked : randomUuid(random);
    context.set('requestId', requestId);
    await next();
    context.header(HEADER, requestId);
  };
}
