import type {
  ListProjectBranchTriggersResponse,
  ProjectBranchLogRecord,
  QueryProjectBranchLogsResponse,
  Trigger,
  TriggerResponse,
} from '@neon-api/types';
import { beforeEach, expect } from 'vitest';
import { deployFunction } from './deploy-function.ts';
import { type TestEmulator, useEmulator } from './use-emulator.ts';

export const MINUTE_MS = 60_000;

/** Bodies of triggers for the function `hello`. */
export const SCHEDULE = {
  type: 'schedule',
  function_slug: 'hello',
  name: 'tick',
  schedule: { cron: '*/5 * * * *' },
} as const;
export const UPLOAD = {
  type: 'storage_object_created',
  function_slug: 'hello',
  name: 'on-upload',
  storage_object_created: { bucket_name: 'files', prefix: 'in/' },
} as const;

/** An emulator with the function `hello` on a branch, and a virtual clock at a full minute. */
export interface TriggerWorld extends TestEmulator {
  readonly branchPath: string;
  /** Creates a trigger, on another branch if its path is given. */
  create(body: object, branchPath?: string): Promise<Trigger>;
  change(id: string, body: object, branchPath?: string): Promise<Trigger>;
  list(branchPath?: string): Promise<Trigger[]>;
  /** Returns the log records, oldest first. */
  functionLogs(branchPath?: string): Promise<ProjectBranchLogRecord[]>;
  /** Returns the times at which the function ran. */
  runs(branchPath?: string): Promise<string[]>;
  inMinutes(minutes: number): string;
  /** Creates a child branch and returns its path. */
  makeChild(): Promise<string>;
}

export function useTriggerWorld(): () => TriggerWorld {
  const get = useEmulator({ clock: 'virtual' });
  let current: TriggerWorld | undefined;
  beforeEach(async () => {
    const { emulator, createProject } = get();
    const { project, branch } = await createProject();
    const branchPath = `/projects/${project.id}/branches/${branch.id}`;
    await deployFunction(emulator, branchPath, 'hello');
    await emulator.clock.advance(MINUTE_MS - (emulator.clock.now() % MINUTE_MS));
    current = createWorld(get(), project.id, branchPath);
  });
  return () => {
    if (!current) throw new Error('The emulator has not been started yet.');
    return current;
  };
}

function createWorld(test: TestEmulator, projectId: string, branchPath: string): TriggerWorld {
  const { api, emulator } = test;
  const functionLogs: TriggerWorld['functionLogs'] = async (path = branchPath) => {
    const query = { source: 'function', since: '3d', limit: 1000, sort_order: 'asc' };
    return (await api.post<QueryProjectBranchLogsResponse>(`${path}/logs/query`, query)).body.logs;
  };
  return {
    ...test,
    branchPath,
    async create(body, path = branchPath) {
      const { status, body: answer } = await api.post<TriggerResponse>(`${path}/triggers`, body);
      expect({ status, answer }).toMatchObject({ status: 201 });
      return answer.trigger;
    },
    async change(id, body, path = branchPath) {
      const { status, body: answer } = await api.patch<TriggerResponse>(`${path}/triggers/${id}`, body);
      expect({ status, answer }).toMatchObject({ status: 200 });
      return answer.trigger;
    },
    async list(path = branchPath) {
      return (await api.get<ListProjectBranchTriggersResponse>(`${path}/triggers`)).body.triggers;
    },
    functionLogs,
    async runs(path) {
      const begun = (await functionLogs(path)).filter(({ message }) => message === 'invoke begin');
      return begun.map(({ timestamp }) => timestamp);
    },
    inMinutes: (minutes) => new Date(emulator.clock.now() + minutes * MINUTE_MS).toISOString(),
    async makeChild() {
      const { branch } = await test.createBranch(projectId);
      return `/projects/${projectId}/branches/${branch.id}`;
    },
  };
}
