import { call, type EmulatorProcess } from './emulator-process.ts';

export interface MeasuredList {
  readonly tookMs: number;
  readonly projectId: string;
  readonly branchId: string;
}

/** Measures how long it takes to read one page with this number of branches, in ms. */
export async function measureList(emulator: EmulatorProcess, branches: number): Promise<MeasuredList> {
  type Created = { readonly project: { readonly id: string }; readonly branch: { readonly id: string } };
  const { project, branch } = await call<Created>(emulator, 'POST', '/projects', {
    project: { org_id: emulator.orgId },
  });
  const path = `/projects/${project.id}/branches`;
  for (let number = 1; number < branches; number++) {
    await call(emulator, 'POST', path, { branch: { name: `branch ${number}` } });
  }
  await call(emulator, 'GET', `${path}?limit=${branches}`);
  const startedAt = performance.now();
  const page = await call<{ readonly branches: readonly unknown[] }>(emulator, 'GET', `${path}?limit=${branches}`);
  const tookMs = performance.now() - startedAt;
  if (page.branches.length !== branches) throw new Error(`The page has ${page.branches.length} branches.`);
  return { tookMs, projectId: project.id, branchId: branch.id };
}
