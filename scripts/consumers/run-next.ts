import type { Outcome } from '../harness/index.ts';
import type { Run } from './project.ts';
import { readPage, readReport } from './read-report.ts';
import { runScript, whileServing } from './run-script.ts';

/** Where fixtures/next waits for operations, and how its report is read there. */
const PLACES: Readonly<Record<string, { readonly path: string; readonly read: typeof readReport }>> = {
  'static page': { path: '/static', read: readPage },
  'dynamic page': { path: '/dynamic', read: readPage },
  'route handler': { path: '/api/shop', read: readReport },
};

export const NEXT_PLACES: readonly string[] = Object.keys(PLACES);

/** Builds the app, which renders its static page; starts it, and visits it. */
export const runNext: Run = async (project) => {
  await runScript(project, 'build');
  return whileServing(project, 'start', async (origin) => {
    const outcomes: Outcome[] = [];
    for (const [place, { path, read }] of Object.entries(PLACES)) {
      const response = await fetch(`${origin}${path}`);
      const seen = read(await response.text());
      outcomes.push(...seen.map((outcome) => ({ ...outcome, name: `${place}: ${outcome.name}` })));
    }
    return outcomes;
  });
};
