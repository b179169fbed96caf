import { afterEach, beforeEach } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/start/index.ts';
import { startRemote } from '../transport/start-remote.ts';
import { startThroughMsw } from '../transport/start-through-msw.ts';
import { type Api, type CreatedBranch, type CreatedProject, createApi } from './api.ts';
import { createFakeDataPlane, type FakeDataPlane } from './fake-data-plane.ts';

/** An emulator per test, over a fake data plane. It validates its responses against the contract. */
export interface TestEmulator {
  readonly emulator: Emulator;
  readonly api: Api;
  readonly dataPlane: FakeDataPlane;
  readonly log: string[];
  /** Creates a project and waits for its operations. */
  createProject(project?: Record<string, unknown>): Promise<CreatedProject>;
  /** Creates a child branch with a read-write endpoint, and waits for its operations. */
  createBranch(projectId: string, branch?: Record<string, unknown>): Promise<CreatedBranch>;
}

export function useEmulator(options: EmulatorOptions = {}): () => TestEmulator {
  let current: TestEmulator | undefined;
  const get = (): TestEmulator => {
    if (!current) throw new Error('The emulator has not been started yet.');
    return current;
  };
  beforeEach(async () => {
    current = await startTestEmulator(options);
  });
  afterEach(async () => {
    await get().emulator.stop();
  });
  return get;
}

export async function startTestEmulator(options: EmulatorOptions = {}): Promise<TestEmulator> {
  const { emulator, dataPlane, log } = await startOver(options);
  const api = createApi(emulator);
  return {
    emulator,
    api,
    dataPlane,
    log,
    async createProject(project = {}) {
      const { body } = await api.post<CreatedProject>('/projects', { project });
      await emulator.settle();
      return body;
    },
    async createBranch(projectId, branch = {}) {
      const endpoints = [{ type: 'read_write' }];
      const { body } = await api.post<CreatedBranch>(`/projects/${projectId}/branches`, { branch, endpoints });
      await emulator.settle();
      return body;
    },
  };
}

type Started = Pick<TestEmulator, 'emulator' | 'dataPlane' | 'log'>;

const NO_EVENTS = { endpointStarted() {}, endpointSuspended() {} };

/** Starts the emulator here, or behind what `pnpm test:transports` has set: MSW, a page or a worker. */
async function startOver(given: EmulatorOptions): Promise<Started> {
  const { NEON_EMULATOR_TRANSPORT: transport = 'http', NEON_EMULATOR_REMOTE: remote = '' } = process.env;
  const options = { speed: 'instant', strict: true, ...given } as const;
  if (transport !== 'http' && transport !== 'msw') {
    const { emulator, calls, log } = await startRemote(remote, options);
    return { emulator, dataPlane: { ...createFakeDataPlane(NO_EVENTS), calls }, log };
  }
  const log: string[] = [];
  const made: FakeDataPlane[] = [];
  const start = transport === 'msw' ? startThroughMsw : startEmulator;
  const emulator = await start({
    log: (line) => log.push(line),
    dataPlane: (events) => {
      const dataPlane = createFakeDataPlane(events);
      made.push(dataPlane);
      return dataPlane;
    },
    ...options,
  });
  return { emulator, dataPlane: made[0] ?? createFakeDataPlane(NO_EVENTS), log };
}
