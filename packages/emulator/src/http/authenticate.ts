import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../errors/index.ts';
import type { AppEnvironment } from './app-environment.ts';

/** Lets through who shows the bearer key. */
export function authenticate(apiKey: string): MiddlewareHandler<AppEnvironment> {
  const expected = digest(apiKey);
  return async (context, next) => {
    const [, shown = ''] = /^Bearer +(\S+) *$/i.exec(context.req.header('Authorization') ?? '') ?? [];
    // Digests have one length, so that the comparison takes the same time for every wrong key.
    if (!timingSafeEqual(digest(shown), expected)) {
      throw new ApiError(401, 'supplied credentials do not pass authentication');
    }
    await next();
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
