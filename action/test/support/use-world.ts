import { createNeonClient, type NeonCaller, paginate } from '@neon-api/client';
import { listProjectBranches } from '@neon-api/client/operations';
import { type Emulator, type EmulatorOptions, startEmulator } from '@neon-api/emulator';
import { provisionProject } from '@neon-api/helpers';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type FakeHost, HOST_TOKEN, REPOSITORY, startFakeHost } from './fake-host.ts';
import { type Finished, type Started, startAction } from './run-action.ts';

/** Inputs by name, and what else differs from a run on an open pull request of this repository. */
export interface RunOptions {
  readonly with?: Readonly<Record<string, string>>;
  readonly event?: { readonly name: string; readonly payload: object };
  readonly env?: Readonly<Record<string, string>>;
}

export interface World {
  readonly emulator: Emulator;
  readonly neon: NeonCaller;
  readonly host: FakeHost;
  projectId: string;
  projectName: string;
  start(options?: RunOptions): Started;
  run(options?: RunOptions): Promise<Finished>;
  branchNames(): Promise<string[]>;
}

/** The event of a pull request: number 42, open, of this repository, unless changed. */
export function pullRequestEvent({
  name = 'pull_request',
  ...changes
}: {
  name?: string;
  state?: 'open' | 'closed';
  head?: string | null;
} = {}): NonNullable<RunOptions['event']> {
  const { state = 'open', head = REPOSITORY } = changes;
  const repo = head === null ? null : { full_name: head };
  return { name, payload: { number: 42, pull_request: { number: 42, state, head: { repo, ref: 'feature/x' } } } };
}

/** Starts an emulator and a stub of the code host for the tests of a file. Each test has its own project. */
export function useWorld(options: EmulatorOptions = { postgres: 'off' }): World {
  let count = 0;
  const world = {} as { -readonly [Key in keyof World]: World[Key] };
  beforeAll(async () => {
    world.emulator = await startEmulator({
      port: 0,
      postgresPort: 0,
      speed: 'instant',
      log: () => undefined,
      ...options,
    });
    const { apiUrl, apiKey, orgId } = world.emulator;
    world.neon = createNeonClient({ apiKey, baseUrl: apiUrl, orgId });
    world.host = await startFakeHost();
  });
  afterAll(async () => {
    await world.host?.stop();
    await world.emulator?.stop();
  });
  beforeEach(async () => {
    world.emulator.faults.clear();
    count += 1;
    world.projectName = `shop ${count}`;
    world.projectId = (await provisionProject(world.neon, { name: world.projectName })).project.id;
    world.host.reset();
    world.host.pullRequests.set(42, 'open');
  });

  world.start = ({ with: inputs = {}, event = pullRequestEvent(), env = {} } = {}) => {
    const { apiUrl, apiKey } = world.emulator;
    return startAction({
      with: { project: world.projectId, 'api-key': apiKey, ...inputs },
      event,
      env: {
        NEON_API_BASE_URL: apiUrl,
        GITHUB_API_URL: world.host.url,
        GITHUB_REPOSITORY: REPOSITORY,
        GITHUB_TOKEN: HOST_TOKEN,
        ...env,
      },
    });
  };
  world.run = (runOptions) => world.start(runOptions).finished;
  world.branchNames = async () => {
    const branches = await paginate(world.neon, listProjectBranches, { project_id: world.projectId }).collect();
    return branches.map(({ name }) => name).sort();
  };
  return world;
}
