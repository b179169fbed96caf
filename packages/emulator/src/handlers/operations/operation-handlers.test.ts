import type { ListProjectOperationsResponse } from '@neon-api/types';
import { describe, expect, test } from 'vitest';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();

describe('operations', () => {
  test('are listed newest first, each once over all pages', async () => {
    const { api, createProject, createBranch } = get();
    const { project } = await createProject();
    await createBranch(project.id);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await api.get<ListProjectOperationsResponse>(
        `/projects/${project.id}/operations?limit=3&cursor=${cursor}`,
      );
      seen.push(...page.body.operations.map(({ action }) => action));
      if (!page.body.pagination) break;
      cursor = page.body.pagination.cursor;
    }
    expect(seen).toEqual(['start_compute', 'create_branch', 'start_compute', 'create_timeline']);
  });

  test('can be read by id, but not through another project', async () => {
    const { api, createProject } = get();
    const { project, operations } = await createProject();
    const other = await createProject();
    const [operation] = operations;
    const found = await api.get(`/projects/${project.id}/operations/${operation?.id}`);
    expect(found.body).toMatchObject({ operation: { id: operation?.id, status: 'finished' } });
    const missing = await api.get(`/projects/${other.project.id}/operations/${operation?.id}`);
    expect(missing).toMatchObject({ status: 404, body: { message: 'operation not found' } });
  });
});
