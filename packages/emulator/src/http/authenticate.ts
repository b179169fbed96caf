import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Caller } from '../access/index.ts';
import { ApiError } from '../errors/index.ts';
import type { AppEnvironment } from './app-environment.ts';

/** Returns the owner of a key that was created through the API, or undefined if it is unknown or revoked. */
export type FindKey = (token: string) => Caller | undefined;

export interface Keys {
  /** The key that the emulator was started with. `findOwner` returns its owner. */
  readonly apiKey: string;
  readonly findOwner: () => Caller;
  readonly findKey: FindKey;
}

/** Requires a valid bearer key, and sets the caller. */
export function authenticate({ apiKey, findOwner, findKey }: Keys): MiddlewareHandler<AppEnvironment> {
  const expected = digest(apiKey);
  return async (context, next) => {
    const [, shown = ''] = /^Bearer +(\S+) *$/i.exec(context.req.header('Authorization') ?? '') ?? [];
    // Digests have the same length, so the comparison takes the same time for every wrong key.
    const caller = timingSafeEqual(digest(shown), expected) ? findOwner() : findKey(shown);
    if (!caller) throw new ApiError(401, 'supplied credentials do not pass authentication');
    context.set('caller', caller);
    await next();
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
