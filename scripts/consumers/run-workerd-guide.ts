import { setTimeout as sleep } from 'node:timers/promises';
import type { Expectation } from '../harness/index.ts';
import type { Project, Run } from './project.ts';
import { buildAndServe } from './run-script.ts';

const FINISHED = ['finished', 'finished'];

/** The expected results of the workers in docs/guides/cloudflare-workers.md. */
export const WORKERD_GUIDE: readonly Expectation[] = [
  { name: 'operations after a response that waited', gives: FINISHED },
  { name: 'the wait continues after a response that did not wait', gives: true },
  { name: 'a wait from a saved token', gives: FINISHED },
];

interface Answer {
  readonly id: string;
}

/** Serves the worker of the guide unchanged, and its code for tokens on routes of the fixture. */
export const runWorkerdGuide: Run = (project) =>
  buildAndServe(project, async (origin) => {
    const waited = await readJson<Answer>(`${origin}/`);
    const statuses = await operationStatuses(project, waited);
    await readJson(`${origin}/?later`);
    const continues = await operationsAreRead(project);
    const saved = await readJson<Answer>(`${origin}/save`);
    const resumed = await readJson(`${origin}/later?id=${saved.id}`);
    return [
      { name: 'operations after a response that waited', value: statuses },
      { name: 'the wait continues after a response that did not wait', value: continues },
      { name: 'a wait from a saved token', value: resumed },
    ];
  });

async function operationStatuses({ apiUrl, apiKey }: Project, { id }: Answer): Promise<string[]> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const { operations } = await readJson<{ operations: { status: string }[] }>(`${apiUrl}/projects/${id}/operations`, {
    headers,
  });
  return operations.map(({ status }) => status);
}

const LOOKS = 100;
const LOOK_AGAIN_MS = 50;

/** Reports whether the emulator receives requests for operations from now on. */
async function operationsAreRead({ listRequests }: Project): Promise<boolean> {
  const readSoFar = () => listRequests().filter(({ path }) => path.includes('/operations')).length;
  const before = readSoFar();
  for (let look = 0; look < LOOKS && readSoFar() === before; look += 1) await sleep(LOOK_AGAIN_MS);
  return readSoFar() > before;
}

async function readJson<Body>(url: string, init?: RequestInit): Promise<Body> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Body;
}
