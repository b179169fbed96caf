import { describe, expect } from 'vitest';
import { neonTest } from './index.ts';

const test = neonTest({ postgres: 'off', speed: 'instant', strict: true });
const seen: { apiUrl: string; projectId: string; branchId: string }[] = [];

describe.sequential('fixtures', () => {
  for (const round of [1, 2]) {
    test(`each test has its own branch (${round})`, ({ emulator, project, neonBranch }) => {
      seen.push({ apiUrl: emulator.apiUrl, projectId: project.id, branchId: neonBranch.branch.id });
      expect(neonBranch.branch).toMatchObject({ project_id: project.id, default: false });
    });
  }

  test('tests share the emulator and the project, and earlier branches are deleted', async ({ emulator, project }) => {
    const [first, second] = seen;
    expect(second).toMatchObject({ apiUrl: first?.apiUrl, projectId: first?.projectId });
    expect(second?.branchId).not.toBe(first?.branchId);
    const response = await fetch(`${emulator.apiUrl}/projects/${project.id}/branches`, {
      headers: { Authorization: `Bearer ${emulator.apiKey}` },
    });
    const { branches } = (await response.json()) as { branches: { default: boolean }[] };
    expect(branches.map((branch) => branch.default)).toEqual([true]);
  });
});
