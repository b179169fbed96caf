import type { Branch, CreateProjectBranchResponse, CreateProjectResponse, Project } from '@neon-api/types';
import { test as base, type TestAPI } from 'vitest';
import { callApi } from '../local-database/index.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../start/index.ts';
import { createIgnoreClosedConnections } from './closed-connections.ts';

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

/** Changes the project of a worker for one test at a time, because Neon refuses a change while another one runs. */
function createProjectChanges(): ChangeProject {
  let lastTurn: Promise<unknown> = Promise.resolve();
  return <Answer>(emulator: Emulator, method: string, path: string, body?: object) => {
    const turn = lastTurn.then(() => callApi<Answer>(emulator, method, path, body));
    lastTurn = turn.catch(() => {});
    return turn;
  };
}
