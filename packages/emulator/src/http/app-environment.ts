import type { Caller } from '../access/index.ts';
import type { LoggedRequest } from '../admin/index.ts';

/** Values that the middlewares set for a request. */
export interface AppEnvironment {
  Variables: { requestId: string; caller: Caller; logged: LoggedRequest };
}
