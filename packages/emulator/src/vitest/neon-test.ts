import type { Branch, CreateProjectBranchResponse, CreateProjectResponse, Project } from '@neon-api/types';
import { test as base, type TestAPI } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../start/index.ts';

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
  return base.extend<NeonFixtures>({
    emulator: [
      // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the required fixtures from this pattern.
      async ({}, use) => {
        const emulator = await startEmulator(options);
        await use(emulator);
        await emulator.stop();
      },
      { scope: 'worker' },
    ],
    project: [
      async ({ emulator }, use) => {
        const { project } = await call<CreateProjectResponse>(emulator, 'POST', '/projects', {
          project: { org_id: emulator.orgId },
        });
        await emulator.settle();
        await use(project);
      },
      { scope: 'worker' },
    ],
    neonBranch: async ({ emulator, project }, use) => {
      const path = `/projects/${project.id}/branches`;
      const { branch, connection_uris: uris } = await call<CreateProjectBranchResponse>(emulator, 'POST', path, {
        endpoints: [{ type: 'read_write' }],
      });
      await emulator.settle();
      await use({ branch, connectionUri: emulator.postgres.kind === 'off' ? undefined : uris?.[0]?.connection_uri });
      await call(emulator, 'DELETE', `${path}/${branch.id}`);
      await emulator.settle();
    },
  });
}

async function call<Answer>(
  { apiUrl, apiKey }: Emulator,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The fixture's ${method} ${path} was refused: ${text}`);
  return (text ? JSON.parse(text) : undefined) as Answer;
}
