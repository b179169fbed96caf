import type { Branch, CreateProjectBranchResponse, CreateProjectResponse, Project } from '@neon-api/types';
import { test as base, type TestAPI } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../start/index.ts';
import { createIgnoreClosedConnections } from './closed-connections.ts';

/** Neon's status while operations of the project run. */
const LOCKED = 423;
const ATTEMPTS = 100;

const ignoreClosedConnections = createIgnoreClosedConnections(process);

/** A test's own branch. */
export interface TestBranch {
  readonly branch: Branch;
  /** Undefined if Postgres is off. */
  readonly connectionUri: string | undefined;
}

export interface NeonFixtures {
  /** One per worker. */
  readonly emulator: Emulator;
  /** One per worker. Each test's branch starts with the data of its default branch. */
  readonly project: Project;
  /** One per test, deleted after it. */
  readonly neonBranch: TestBranch;
}

/**
 * Returns Vitest's `test` with one emulator per worker and one branch per test.
 *
 * @example
 * const test = neonTest();
 * test('orders can be stored', async ({ neonBranch }) => {
 *   const client = new Client(neonBranch.connectionUri);
 * });
 */
export function neonTest(options: EmulatorOptions = {}): TestAPI<NeonFixtures> {
  const change = createProjectChanges();
  return base.extend<NeonFixtures>({
    emulator: [
      // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the required fixtures from this pattern.
      async ({}, use) => {
        const emulator = await startEmulator(options);
        await use(emulator);
        await ignoreClosedConnections(emulator.stop);
      },
      { scope: 'worker' },
    ],
    project: [
      async ({ emulator }, use) => {
        const { project } = await change<CreateProjectResponse>(emulator, 'POST', '/projects', {
          project: { org_id: emulator.orgId },
        });
        await use(project);
      },
      { scope: 'worker' },
    ],
    neonBranch: async ({ emulator, project }, use) => {
      const path = `/projects/${project.id}/branches`;
      const { branch, connection_uris: uris } = await change<CreateProjectBranchResponse>(emulator, 'POST', path, {
        endpoints: [{ type: 'read_write' }],
      });
      await use({ branch, connectionUri: emulator.postgres.kind === 'off' ? undefined : uris?.[0]?.connection_uri });
      await ignoreClosedConnections(() => change(emulator, 'DELETE', `${path}/${branch.id}`));
    },
  });
}

type ChangeProject = <Answer>(emulator: Emulator, method: string, path: string, body?: object) => Promise<Answer>;

/**
 * Changes the project of a worker for one test at a time, and waits for the operations of each change: Neon refuses
 * a change while operations of the project run (423). Those of the tests themselves are waited for.
 */
function createProjectChanges(): ChangeProject {
  let lastTurn: Promise<unknown> = Promise.resolve();
  return (emulator, method, path, body) => {
    const change = async (): Promise<Response> => {
      let response = await send(emulator, method, path, body);
      for (let attempt = 1; response.status === LOCKED && attempt < ATTEMPTS; attempt += 1) {
        await emulator.settle();
        response = await send(emulator, method, path, body);
      }
      await emulator.settle();
      return response;
    };
    const turn = lastTurn.then(change);
    lastTurn = turn.catch(() => {});
    return turn.then(async (response) => {
      const text = await response.text();
      if (!response.ok) throw new Error(`The fixture's ${method} ${path} was refused: ${text}`);
      return JSON.parse(text);
    });
  };
}

function send({ apiUrl, apiKey }: Emulator, method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${apiUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
