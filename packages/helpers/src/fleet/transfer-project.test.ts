import { createNeonClient } from '@neon-api/client';
import { getProject } from '@neon-api/client/operations';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loseAnswer, watchCalls } from '../../test/lose-answer.ts';
import { startTwoAccounts, type TwoAccounts } from '../../test/two-accounts.ts';
import { provisionProject } from '../projects/index.ts';
import { transferProject } from './index.ts';

let accounts: TwoAccounts;
let projectId: string;

beforeAll(async () => {
  accounts = await startTwoAccounts();
});
afterAll(() => accounts?.stop());
beforeEach(async () => {
  projectId = (await provisionProject(accounts.neon)).project.id;
});

const ownerOf = async (): Promise<string | undefined> =>
  (await getProject(accounts.recipient, { project_id: projectId })).project.org_id;

test('moves a project between organizations of one account, once', async () => {
  const { neon, calls } = watchCalls(accounts.neon);
  const wanted = { projectId, toOrgId: accounts.sharedOrgId };
  expect(await transferProject(neon, wanted)).toMatchObject({ changed: true, project: { id: projectId } });
  expect(await ownerOf()).toBe(accounts.sharedOrgId);
  calls.length = 0;
  expect(await transferProject(neon, wanted)).toMatchObject({ changed: false });
  expect(calls).toEqual(['getProject']);
});

test('moves a project to another account, once, and the first account loses access', async () => {
  const { neon, recipient, theirOrgId } = accounts;
  const wanted = { projectId, toOrgId: theirOrgId, recipient };
  expect(await transferProject(neon, wanted)).toMatchObject({ changed: true, project: { org_id: theirOrgId } });
  expect(await transferProject(neon, wanted)).toMatchObject({ changed: false });
  expect(await ownerOf()).toBe(theirOrgId);
  await expect(getProject(neon, { project_id: projectId })).rejects.toMatchObject({ status: 404 });
});

test.each(['transferProjectsFromOrgToOrg', 'acceptProjectTransferRequest'])(
  'checks who owns the project if the response to %s was lost',
  async (operation) => {
    const isHandover = operation.startsWith('accept');
    const { project, changed } = await transferProject(loseAnswer(accounts.neon, operation), {
      ...{ projectId, toOrgId: accounts.sharedOrgId },
      ...(isHandover && { recipient: loseAnswer(accounts.recipient, operation) }),
    });
    expect([project.org_id, changed]).toEqual([accounts.sharedOrgId, true]);
  },
);

test("throws Neon's refusal, and does not move the project", async () => {
  const toTheirs = transferProject(accounts.neon, { projectId, toOrgId: accounts.theirOrgId });
  await expect(toTheirs).rejects.toMatchObject({ status: 404 });
  const { project } = await getProject(accounts.neon, { project_id: projectId });
  expect(project.org_id).not.toBe(accounts.theirOrgId);
});

test('asks for a recipient if the project has no organization', async () => {
  // The emulator has none.
  const fetch: typeof globalThis.fetch = async () => Response.json({ project: { id: 'p' } });
  const neon = createNeonClient({ apiKey: 'test-key', fetch });
  await expect(transferProject(neon, { projectId: 'p', toOrgId: 'org-b' })).rejects.toThrow('Pass recipient');
});
