import type { NeonClient, WaitProgress } from '@neon-api/client';
import { deleteProject, listProjectOperations } from '@neon-api/client/operations';
import { connectionUris, ensureBranch, provisionProject } from '@neon-api/helpers';
import { maskPassword, sideBySide } from './format.ts';
import { openStand, readStand, restock } from './fruit-stand.ts';
import type { Terminal } from './terminal.ts';

export interface StoryResult {
  readonly project: string;
  readonly branch: string;
  readonly rowsOnParent: number;
  readonly rowsOnBranch: number;
  /** Number of operations of the whole run. */
  readonly operations: number;
}

/** Creates a project, fills it, branches it, changes the branch, and compares both. Always deletes the project. */
export async function tellStory(neon: NeonClient, terminal: Terminal, signal: AbortSignal): Promise<StoryResult> {
  const waiting = { signal, onProgress: (progress: WaitProgress) => terminal.progress(describe(progress)) };

  terminal.step('Provision a project');
  const { project, branch: parent, uris } = await provisionProject(neon, { name: 'quickstart', ...waiting });
  try {
    terminal.line(`project  ${project.id} (Postgres ${project.pg_version}, ${project.region_id})`);
    terminal.line(`direct   ${maskPassword(uris.direct)}`);
    terminal.line(`pooled   ${maskPassword(uris.pooled)}`);

    terminal.step(`Create a table on "${parent.name}"`);
    await openStand(uris.direct);
    for (const { name, kilos } of await readStand(uris.direct)) terminal.line(`${name.padEnd(12)}${kilos} kg`);

    terminal.step('Branch it, and change the branch');
    const preview = await ensureBranch(neon, { projectId: project.id, name: 'preview', ...waiting });
    const previewUris = await connectionUris(neon, { projectId: project.id, branchId: preview.value.id, signal });
    terminal.line(`branch   ${preview.value.id} (parent ${preview.value.parent_id})`);
    terminal.line(`direct   ${maskPassword(previewUris.direct)}`);
    await restock(previewUris.direct);

    terminal.step('Compare both: the parent is unchanged');
    const [parentRows, branchRows] = await Promise.all([readStand(uris.direct), readStand(previewUris.direct)]);
    for (const line of sideBySide(parentRows, branchRows)) terminal.line(line);

    terminal.step('The operations that Neon ran');
    const { operations } = await listProjectOperations(neon, { project_id: project.id, limit: 1000 }, { signal });
    for (const { action, status, total_duration_ms } of operations.toReversed()) {
      terminal.line(`${action.padEnd(20)}${status.padEnd(12)}${total_duration_ms} ms`);
    }
    return {
      project: project.id,
      branch: preview.value.id,
      rowsOnParent: parentRows.length,
      rowsOnBranch: branchRows.length,
      operations: operations.length,
    };
  } finally {
    terminal.step('Delete the project');
    await deleteProject(neon, { project_id: project.id });
    terminal.line(`${project.id} is gone`);
  }
}

function describe({ pending, elapsedMs }: WaitProgress): string {
  const states = pending.map(({ action, status }) => `${action} ${status}`).join(', ');
  return `${states || 'done'} (${(elapsedMs / 1000).toFixed(1)} s)`;
}
