import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/start/index.ts';
import { type Api, type CreatedProject, createApi } from './api.ts';

export interface EmulatorWithProject {
  readonly emulator: Emulator;
  readonly api: Api;
  readonly created: CreatedProject;
}

/** Starts an emulator with real Postgres and a project whose operations have finished. */
export async function startWithProject(options: EmulatorOptions = {}): Promise<EmulatorWithProject> {
  const emulator = await startEmulator({ speed: 'instant', strict: true, log: () => {}, ...options });
  const api = createApi(emulator);
  const { body: created } = await api.post<CreatedProject>('/projects', { project: {} });
  await emulator.settle();
  return { emulator, api, created };
}
