import { messageOf } from '@neon-api/ground';
import type { Expectation, Outcome } from '../harness/index.ts';
import { SHOP } from './expectations.ts';
import type { Run } from './project.ts';
import { readPage, readReport } from './read-report.ts';
import { buildAndServe } from './run-script.ts';

interface Place {
  readonly name: string;
  readonly path: string;
  readonly read: (text: string) => readonly Outcome[];
}

/** The pages and routes of fixtures/next that wait for operations. */
const PLACES: readonly Place[] = [
  { name: 'static page', path: '/static', read: readPage },
  { name: 'plain page', path: '/plain', read: readPage },
  { name: 'dynamic page', path: '/dynamic', read: readPage },
  { name: 'route handler', path: '/api/shop', read: readReport },
];

const PRERENDERED = 'static page: prerendered';

export const NEXT: readonly Expectation[] = [
  ...PLACES.flatMap((place) => SHOP.map(({ name, gives }) => ({ name: `${place.name}: ${name}`, gives }))),
  { name: PRERENDERED, gives: true },
];

/** Builds the app, which renders its static page, starts it, and visits every page and route. */
export const runNext: Run = (project) =>
  buildAndServe(project, async (origin) => {
    const outcomes = await Promise.all(PLACES.map((place) => visit(place, origin)));
    const { headers } = await fetch(`${origin}/static`);
    return [...outcomes.flat(), { name: PRERENDERED, value: headers.has('x-nextjs-prerender') }];
  });

async function visit({ name: place, path, read }: Place, origin: string): Promise<Outcome[]> {
  const response = await fetch(`${origin}${path}`);
  try {
    return read(await response.text()).map((outcome) => ({ ...outcome, name: `${place}: ${outcome.name}` }));
  } catch (error) {
    throw new Error(`${place} (status ${response.status}): ${messageOf(error)}`, { cause: error });
  }
}
