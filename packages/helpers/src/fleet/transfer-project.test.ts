import { createNeonClient, type NeonClient } from '@neon-api/client';
import { beforeEach, expect, it } from 'vitest';
import { loseAnswer, watchCalls } from '../../test/lose-answer.ts';
import { transferProject } from './index.ts';

// The emulator knows one organization: here, a project that two accounts hand to each other.
let owner: string | undefined;
let offers: number;

beforeEach(() => {
  owner = 'org-a';
  offers = 0;
});

/** A client that sees the project while one of its organizations owns it. */
function accountWith(...orgIds: string[]): NeonClient {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const path = new URL(String(input)).pathname.replace('/api/v2', '');
    const body = JSON.parse(String(init?.body ?? '{}'));
    const isMine = owner === undefined || orgIds.includes(owner);
    if (path === '/organizations/org-a/projects/transfer' && isMine) {
      owner = body.destination_org_id;
      return Response.json({});
    }
    if (path === '/projects/p/transfer_requests' && isMine) {
      offers += 1;
      return Response.json({ id: `offer-${offers}`, project_id: 'p' }, { status: 201 });
    }
    if (path === `/projects/p/transfer_requests/offer-${offers}`) {
      owner = body.org_id;
      return new Response(null, { status: 204 });
    }
    if (path === '/projects/p' && isMine) return Response.json({ project: { id: 'p', org_id: owner } });
    return Response.json({ code: '', message: 'project not found' }, { status: 404 });
  };
  return createNeonClient({ apiKey: 'test-key', fetch });
}

const wanted = { projectId: 'p', toOrgId: 'org-b' };

it('moves between organizations of one account, once', async () => {
  const { neon, calls } = watchCalls(accountWith('org-a', 'org-b'));
  expect(await transferProject(neon, wanted)).toMatchObject({ changed: true, project: { org_id: 'org-b' } });
  calls.length = 0;
  expect(await transferProject(neon, wanted)).toMatchObject({ changed: false });
  expect(calls).toEqual(['getProject']);
});

it('is offered by one account and taken by another, once', async () => {
  const [neon, recipient] = [accountWith('org-a'), accountWith('org-b')];
  expect(await transferProject(neon, { ...wanted, recipient })).toMatchObject({ changed: true });
  expect(await transferProject(neon, { ...wanted, recipient })).toMatchObject({ changed: false });
  expect([owner, offers]).toEqual(['org-b', 1]);
});

it.each(['transferProjectsFromOrgToOrg', 'acceptProjectTransferRequest'])(
  'looks where the project is when the answer to %s was lost',
  async (operation) => {
    const lossy = loseAnswer(accountWith('org-a', 'org-b'), operation);
    const recipient = operation.startsWith('accept') ? { recipient: lossy } : {};
    const { project, changed } = await transferProject(lossy, { ...wanted, ...recipient });
    expect([project.org_id, changed]).toEqual(['org-b', true]);
  },
);

it('passes on a refusal, and says what to do with a project of no organization', async () => {
  await expect(transferProject(accountWith('org-b'), wanted)).rejects.toMatchObject({ status: 404 });
  owner = undefined;
  await expect(transferProject(accountWith('org-b'), wanted)).rejects.toThrow('Pass recipient');
});
