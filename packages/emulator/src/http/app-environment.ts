import type { Caller } from '../access/index.ts';
import type { LoggedRequest } from '../admin/index.ts';

/** What the app's middlewares hand on for one request. */
export interface AppEnvironment {
  Variables: { requestId: string; caller: Caller; logged: LoggedRequest };
}
