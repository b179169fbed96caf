import { afterEach, beforeEach } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/start/index.ts';
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
  const log: string[] = [];
  const made: FakeDataPlane[] = [];
  const emulator = await startEmulator({
    speed: 'instant',
    strict: true,
    log: (line) => log.push(line),
    dataPlane: (events) => {
      const dataPlane = createFakeDataPlane(events);
      made.push(dataPlane);
      return dataPlane;
    },
    ...options,
  });
  const api = createApi(emulator);
  const [dataPlane = createFakeDataPlane({ endpointStarted() {}, endpointSuspended() {} })] = made;
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
