import type { SmokeTarget } from './check.ts';
import { doTask, type Task } from './shared-client/worker.ts';
import { runSmoke } from './smoke.ts';

/**
 * A worker that receives the target and responds with the report. With PUT, it receives a task for the client that all
 * requests share. It is a named entrypoint, because the style guide forbids default exports.
 */
export const smoke = {
  fetch: async (request: Request): Promise<Response> =>
    request.method === 'PUT'
      ? Response.json(await doTask((await request.json()) as Task))
      : Response.json(await runSmoke((await request.json()) as SmokeTarget)),
};
