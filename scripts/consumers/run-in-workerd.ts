import type { Expectation, Outcome } from '../harness/index.ts';
import { SHOP } from './expectations.ts';
import type { Run } from './project.ts';
import { runScript, whileServing } from './run-script.ts';

type Ask = (path: string, body?: object) => Promise<unknown>;

const FINISHED = ['finished', 'finished'];

/** What the routes of fixtures/workerd give: one request alone, then two at a time on one project. */
export const WORKERD: readonly Expectation[] = [
  ...SHOP,
  { name: 'two waits at once', gives: [FINISHED, FINISHED] },
  {
    name: 'two changes at once',
    gives: [
      ['left', 'finished'],
      ['right', 'finished'],
    ],
  },
];

/** Serves one worker with a client at module scope, and asks it. */
export const runInWorkerd: Run = async (project) => {
  await runScript(project, 'build');
  return whileServing(project, 'start', async (origin) => {
    const ask: Ask = async (path, body = {}) => {
      const response = await fetch(`${origin}${path}`, { method: 'POST', body: JSON.stringify(body) });
      const text = await response.text();
      return response.ok ? (JSON.parse(text) as unknown) : `${response.status} ${text}`;
    };
    return [...(await askAlone(ask)), ...(await askAtOnce(ask))];
  });
};

async function askAlone(ask: Ask): Promise<Outcome[]> {
  return Object.entries((await ask('/shop')) as object).map(([name, value]) => ({ name, value }));
}

async function askAtOnce(ask: Ask): Promise<Outcome[]> {
  const created = (await ask('/open')) as { readonly project: { readonly id: string } };
  const waits = await Promise.all([ask('/wait', { created }), ask('/wait', { created })]);
  const branch = (name: string) => ask('/branch', { project_id: created.project.id, name });
  const changes = await Promise.all([branch('left'), branch('right')]);
  return [
    { name: 'two waits at once', value: waits },
    { name: 'two changes at once', value: changes },
  ];
}
