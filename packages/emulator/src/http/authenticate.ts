import type { Caller } from '../access/index.ts';
import { ApiError } from '../errors/index.ts';
import { isSameText } from '../support/index.ts';

/** Returns the owner of a key that was created through the API, or undefined if it is unknown or revoked. */
export type FindKey = (token: string) => Caller | undefined;

export interface Keys {
  /** The key that the emulator was started with. `findOwner` returns its owner. */
  readonly apiKey: string;
  readonly findOwner: () => Caller;
  readonly findKey: FindKey;
}

/** Returns the owner of the bearer key in an Authorization header, or throws an ApiError. */
export type Authenticate = (authorization: string | undefined) => Caller;

export function createAuthenticate({ apiKey, findOwner, findKey }: Keys): Authenticate {
  return (authorization = '') => {
    const [, shown = ''] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
    const caller = isSameText(shown, apiKey) ? findOwner() : findKey(shown);
    if (!caller) throw new ApiError(401, 'supplied credentials do not pass authentication');
    return caller;
  };
}
