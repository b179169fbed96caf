import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Caller } from '../access/index.ts';
import { ApiError } from '../errors/index.ts';
import type { AppEnvironment } from './app-environment.ts';

/** Whose a key is that was made through the API; undefined for one that nobody has (any more). */
export type FindKey = (token: string) => Caller | undefined;

export interface Keys {
  /** The key the emulator was started with, and whom it stands for. */
  readonly apiKey: string;
  readonly findOwner: () => Caller;
  readonly findKey: FindKey;
}

/** Lets through who shows a bearer key, and says who it is. */
export function authenticate({ apiKey, findOwner, findKey }: Keys): MiddlewareHandler<AppEnvironment> {
  const expected = digest(apiKey);
  return async (context, next) => {
    const [, shown = ''] = /^Bearer +(\S+) *$/i.exec(context.req.header('Authorization') ?? '') ?? [];
    // Digests have one length, so that the comparison takes the same time for every wrong key.
    const caller = timingSafeEqual(digest(shown), expected) ? findOwner() : findKey(shown);
    if (!caller) throw new ApiError(401, 'supplied credentials do not pass authentication');
    context.set('caller', caller);
    await next();
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
