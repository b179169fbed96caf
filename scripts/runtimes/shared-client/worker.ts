import { createNeonClient, type NeonClient, waitForOperations } from '@neon-api/client';
import { createProject, updateProject } from '@neon-api/client/operations';
import { ensureBranch } from '@neon-api/helpers';

/** A task for the worker. With `leave`, it responds early, without waiting for the work. */
export interface Task {
  readonly do: 'create' | 'wait' | 'rename' | 'ensure';
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly orgId: string;
  readonly name?: string;
  readonly projectId?: string;
  readonly operations?: object;
  readonly leave?: boolean;
}

// Long enough for the work to have started.
const SENT_BY_NOW_MS = 300;

/** One client for all requests, at module scope as in any worker. */
let shared: NeonClient | undefined;

export async function doTask(task: Task): Promise<unknown> {
  const { baseUrl, apiKey, orgId, leave } = task;
  shared ??= createNeonClient({ baseUrl, apiKey, orgId });
  const work = perform(shared, task).catch((error: unknown) => ({ error: String(error) }));
  if (!leave) return work;
  await new Promise((resolve) => setTimeout(resolve, SENT_BY_NOW_MS));
  return 'left';
}

async function perform(neon: NeonClient, task: Task): Promise<unknown> {
  const { projectId = '', name = '' } = task;
  switch (task.do) {
    case 'create': {
      const { project, operations } = await createProject(neon, { body: { project: { name } } });
      return { projectId: project.id, operations };
    }
    case 'wait':
      return (await waitForOperations(neon, task.operations)).map(({ status }) => status);
    case 'rename':
      return (await updateProject(neon, { project_id: projectId, body: { project: { name } } })).project.name;
    case 'ensure':
      return (await ensureBranch(neon, { projectId, name, compute: false })).value.name;
  }
}
