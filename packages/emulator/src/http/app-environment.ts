/** What the app's middlewares hand on for one request. */
export interface AppEnvironment {
  Variables: { requestId: string };
}
