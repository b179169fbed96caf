import type { SmokeTarget } from './check.ts';
import { doTask, type Task } from './shared-client/worker.ts';
import { runSmoke } from './smoke.ts';

/**
 * A worker that is sent the target and answers with the report, or with PUT a task for the client that all requests
 * share. A named entrypoint, as a default one is not our way.
 */
export const smoke = {
  fetch: async (request: Request): Promise<Response> =>
    request.method === 'PUT'
      ? Response.json(await doTask((await request.json()) as Task))
      : Response.json(await runSmoke((await request.json()) as SmokeTarget)),
};
