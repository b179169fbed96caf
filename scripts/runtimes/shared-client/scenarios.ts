import type { Gate } from './gate.ts';
import type { Task } from './worker.ts';

type Order = Omit<Task, 'baseUrl' | 'apiKey' | 'orgId'>;

/** A pending request to the worker. */
export interface Asked {
  readonly answer: Promise<unknown>;
  /** Closes its connection. */
  cutOff(): Promise<void>;
}

export interface ScenarioContext {
  readonly gate: Gate;
  ask(task: Order): Asked;
}

/** Requests that share the client of a worker. */
export interface Scenario {
  readonly name: string;
  /** The result of `run` if no request affects another: plain JSON. */
  readonly gives: unknown;
  run(context: ScenarioContext): Promise<unknown>;
}

interface Created {
  readonly projectId: string;
  readonly operations: object;
}

const FINISHED = ['finished', 'finished'];
const OPERATIONS = /\/operations/;

/** Creates a project and waits for its operations. */
async function createReady(context: ScenarioContext): Promise<Created> {
  const created = await create(context);
  await context.ask({ do: 'wait', operations: created.operations }).answer;
  return created;
}

async function create({ ask }: ScenarioContext): Promise<Created> {
  return (await ask({ do: 'create', name: 'shared' }).answer) as Created;
}

/** Starts a request that ends before its work, once `until` resolves. */
type Lose = (context: ScenarioContext, task: Order, until: Promise<void>) => Promise<unknown>;

/** The ways to lose a request: its caller disconnects, or it responds early. */
const LOSSES: Readonly<Record<string, Lose>> = {
  'is aborted': async ({ ask }, task, until) => {
    const lost = ask(task);
    await until;
    await lost.cutOff();
  },
  'is answered early': async ({ ask }, task, until) => {
    await Promise.all([ask({ ...task, leave: true }).answer, until]);
  },
};

const WITH_LOSSES = Object.entries(LOSSES).flatMap(([how, lose]): Scenario[] => [
  {
    name: `waits succeed during and after one whose request ${how} while it polls`,
    gives: [FINISHED, FINISHED],
    async run(context) {
      const { gate, ask } = context;
      const wait = { do: 'wait', operations: (await create(context)).operations } as const;
      const polls = gate.holdNext('GET', OPERATIONS);
      const loss = lose(context, wait, polls);
      await polls;
      const beside = ask(wait);
      await loss;
      return [await beside.answer, await ask(wait).answer];
    },
  },
  {
    name: `a wait succeeds after one whose request ${how} between polls`,
    gives: FINISHED,
    async run(context) {
      const { gate, ask } = context;
      const wait = { do: 'wait', operations: (await create(context)).operations } as const;
      await lose(context, wait, gate.arrival('GET', OPERATIONS));
      return ask(wait).answer;
    },
  },
  {
    name: `changes succeed during and after one whose request ${how} in flight`,
    gives: ['beside', 'after'],
    async run(context) {
      const { gate, ask } = context;
      const { projectId } = await createReady(context);
      const rename = (name: string) => ({ do: 'rename', projectId, name }) as const;
      const sent = gate.holdNext('PATCH', /./);
      const loss = lose(context, rename('lost'), sent);
      await sent;
      const beside = ask(rename('beside'));
      await loss;
      return [await beside.answer, await ask(rename('after')).answer];
    },
  },
  {
    name: `a branch is ensured during and after a request that ${how} while it creates the branch`,
    gives: ['preview', 'preview'],
    async run(context) {
      const { gate, ask } = context;
      const ensure = { do: 'ensure', projectId: (await createReady(context)).projectId, name: 'preview' } as const;
      const sent = gate.holdNext('POST', /\/branches/);
      const loss = lose(context, ensure, sent);
      await sent;
      const beside = ask(ensure);
      await loss;
      return [await beside.answer, await ask(ensure).answer];
    },
  },
]);

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'two requests wait for one project at the same time',
    gives: [FINISHED, FINISHED],
    async run(context) {
      const { operations } = await create(context);
      return Promise.all([1, 2].map(() => context.ask({ do: 'wait', operations }).answer));
    },
  },
  ...WITH_LOSSES,
];
