import type { SmokeTarget } from './check.ts';
import { runSmoke } from './smoke.ts';

/** A worker that is sent the target and answers with the report. A named entrypoint, as a default one is not our way. */
export const smoke = {
  fetch: async (request: Request): Promise<Response> =>
    Response.json(await runSmoke((await request.json()) as SmokeTarget)),
};
