import type { Expectation, Outcome } from '../harness/index.ts';
import type { Project, Run } from './project.ts';
import { readParagraph } from './read-report.ts';
import { buildAndServe } from './run-script.ts';

/** The expected pages of docs/guides/next-js.md. The cached page is from the build, before a project existed. */
export const NEXT_GUIDE: readonly Expectation[] = [
  { name: 'page', gives: 'next finished-finished' },
  { name: 'route handler', gives: 'finished-finished' },
  { name: 'cached page', gives: 'no projects' },
  { name: 'guarded page without a key', gives: { status: 307, location: '/login' } },
  { name: 'guarded page with a key', gives: 'some projects' },
];

/** Builds and starts the app of the guide, and visits its pages in order. */
export const runNextGuide: Run = (project) => buildAndServe(project, (origin) => visitAll(project, origin));

async function visitAll({ apiKey }: Project, origin: string): Promise<Outcome[]> {
  const visit = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${origin}${path}`, { headers, redirect: 'manual' });
  const read = async (response: Response) => readParagraph(await response.text());

  const page = await read(await visit('/'));
  const route = await (await visit('/api/wait')).text();
  const cached = await read(await visit('/cached'));
  const turnedAway = await visit('/guarded');
  const withKey = await read(await visit('/guarded', { cookie: `neon-key=${apiKey}` }));
  return [
    { name: 'page', value: page },
    { name: 'route handler', value: route },
    { name: 'cached page', value: cached },
    {
      name: 'guarded page without a key',
      value: { status: turnedAway.status, location: turnedAway.headers.get('location') },
    },
    { name: 'guarded page with a key', value: withKey },
  ];
}
