import type { MiddlewareHandler } from 'hono';
import { type Random, randomUuid } from '../support/index.ts';

export const REQUEST_ID_HEADER = 'X-Request-ID';
/** Characters that are safe in a header, a JSON string and a log line. */
const ACCEPTED = /^[\w.:-]{1,128}$/;

/** Returns the caller's request id if it is safe, else a new one. Spec: the caller may set it. */
export function chooseRequestId(given: string | undefined, random: Random): string {
  return given !== undefined && ACCEPTED.test(given) ? given : randomUuid(random);
}

export interface RequestIdEnvironment {
  Variables: { requestId: string };
}

export function assignRequestId(random: Random): MiddlewareHandler<RequestIdEnvironment> {
  return async (context, next) => {
    const requestId = chooseRequestId(context.req.header(REQUEST_ID_HEADER), random);
    context.set('requestId', requestId);
    await next();
    context.header(REQUEST_ID_HEADER, requestId);
  };
}
