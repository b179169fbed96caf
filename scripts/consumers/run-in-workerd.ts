import { messageOf } from '@neon-api/ground';
import type { Expectation, Outcome } from '../harness/index.ts';
import { SHOP } from './expectations.ts';
import type { Run } from './project.ts';
import { buildAndServe } from './run-script.ts';

interface Created {
  readonly project: { readonly id: string };
}

type Ask = (path: string, body?: object, signal?: AbortSignal) => Promise<unknown>;

/** Shorter than the operations of a new project. */
const MID_WAIT_MS = 100;

const FINISHED = ['finished', 'finished'];

/** The expected results of the routes of fixtures/workerd: one request, then two concurrent ones on one project. */
export const WORKERD: readonly Expectation[] = [
  ...SHOP,
  { name: 'two concurrent waits', gives: [FINISHED, FINISHED] },
  {
    name: 'two concurrent changes',
    gives: [
      ['left', 'finished'],
      ['right', 'finished'],
    ],
  },
  { name: 'a wait after an aborted wait', gives: FINISHED },
];

/** Serves one worker with a client at module scope, and sends requests to it. */
export const runInWorkerd: Run = (project) =>
  buildAndServe(project, async (origin) => {
    const ask: Ask = async (path, body = {}, signal) => {
      const init = { method: 'POST', body: JSON.stringify(body), ...(signal && { signal }) };
      const response = await fetch(`${origin}${path}`, init);
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    };
    return [...(await askAlone(ask)), ...(await askAtOnce(ask)), await askAfterCut(ask)];
  });

async function askAlone(ask: Ask): Promise<Outcome[]> {
  return Object.entries((await ask('/shop')) as object).map(([name, value]) => ({ name, value }));
}

async function askAtOnce(ask: Ask): Promise<Outcome[]> {
  const created = (await ask('/open')) as Created;
  const wait = () => ask('/wait', { created }).catch(messageOf);
  const waits = await Promise.all([wait(), wait()]);
  const branch = (name: string) => ask('/branch', { project_id: created.project.id, name }).catch(messageOf);
  const changes = await Promise.all([branch('left'), branch('right')]);
  return [
    { name: 'two concurrent waits', value: waits },
    { name: 'two concurrent changes', value: changes },
  ];
}

/** Disconnects the caller of a wait before its operations have finished. */
async function askAfterCut(ask: Ask): Promise<Outcome> {
  const created = await ask('/open');
  const wait = (signal?: AbortSignal) => ask('/wait', { created }, signal).catch(messageOf);
  await wait(AbortSignal.timeout(MID_WAIT_MS));
  return { name: 'a wait after an aborted wait', value: await wait() };
}
