import type {
  BucketObjectsListResponse,
  CreateCredentialResponse,
  CreateProjectBranchDataAPIResponse,
  GetNeonAuthResponse,
  ListProjectBranchFunctionsResponse,
  ListProjectBranchTriggersResponse,
} from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import { deployFunction } from '../../../test/support/deploy-function.ts';
import { sendS3 } from '../../../test/support/s3-client.ts';
import { SCHEDULE } from '../../../test/support/trigger-world.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator({ clock: 'virtual' });
let projectId: string;
let mainId: string;
let main: string;
let credential: CreateCredentialResponse;

/** The default branch has every service. */
beforeEach(async () => {
  const { api, createProject } = get();
  const { project, branch } = await createProject();
  projectId = project.id;
  mainId = branch.id;
  main = pathOf(mainId);
  await api.post(`${main}/auth`, { auth_provider: 'better_auth' });
  await api.post(`${main}/auth/users`, { email: 'first@example.com' });
  await api.post(`${main}/data-api/neondb`, { settings: { db_max_rows: 7 } });
  await api.post(`${main}/buckets`, { name: 'files' });
  const scopes = ['storage:read', 'storage:write'];
  credential = (await api.post<CreateCredentialResponse>(`${main}/credentials`, { principal_type: 'user', scopes }))
    .body;
  await upload(main, 'first');
  await deploy(main, 'hello');
  await api.post(`${main}/triggers`, SCHEDULE);
  await api.post(`${main}/custom-domains`, {
    domain: 'api.example.com',
    entity_type: 'function',
    entity_id: 'hello',
  });
});

const pathOf = (branchId: string): string => `/projects/${projectId}/branches/${branchId}`;

async function urlOf(branch: string, key: string): Promise<string> {
  const { body } = await get().api.get<{ s3_endpoint: string }>(`${branch}/storage`);
  return `${body.s3_endpoint}/files/${key}`;
}

async function upload(branch: string, key: string): Promise<number> {
  return (await sendS3(await urlOf(branch, key), credential, { method: 'PUT', body: key })).status;
}

const deploy = (branch: string, slug: string) => deployFunction(get().emulator, branch, slug);
const addUser = (branch: string, email: string) => get().api.post(`${branch}/auth/users`, { email });

async function makeChild(branch: Record<string, unknown> = {}): Promise<string> {
  return pathOf((await get().createBranch(projectId, branch)).branch.id);
}

async function readAuth(branch: string): Promise<GetNeonAuthResponse> {
  return (await get().api.get<GetNeonAuthResponse>(`${branch}/auth`)).body;
}

/** Whether a user with this address exists: there is no call that lists users. */
async function hasUser(branch: string, email: string): Promise<boolean> {
  return (await addUser(branch, email)).status === 409;
}

async function objectsOf(branch: string): Promise<string[]> {
  const { body } = await get().api.get<BucketObjectsListResponse>(`${branch}/buckets/files/objects`);
  return body.objects.map(({ key }) => key);
}

async function functionsOf(branch: string): Promise<[string, number | undefined, string][]> {
  const { body } = await get().api.get<ListProjectBranchFunctionsResponse>(`${branch}/functions`);
  return body.functions.map(({ slug, active_deployment, invocation_url }) => [
    slug,
    active_deployment?.id,
    invocation_url,
  ]);
}

async function triggersOf(branch: string): Promise<unknown[]> {
  const { body } = await get().api.get<ListProjectBranchTriggersResponse>(`${branch}/triggers`);
  return body.triggers.map(({ name, inherited, enabled }) => ({ name, inherited, enabled }));
}

async function restore(branch: string, body: object): Promise<void> {
  expect(await get().api.post(`${branch}/restore`, body)).toMatchObject({ status: 200 });
  await get().emulator.settle();
}

/** Adds a user, an object and a deployment a minute later; returns the time before. */
async function addMoreLater(): Promise<string> {
  const { emulator } = get();
  const time = new Date(emulator.clock.now()).toISOString();
  await emulator.clock.advance(60_000);
  await addUser(main, 'late@example.com');
  await upload(main, 'late');
  await deploy(main, 'late');
  return time;
}

describe('a child branch', () => {
  test('has Neon Auth with the users and settings of its parent, at its own URL', async () => {
    await get().api.patch(`${main}/auth/email_and_password`, { disable_sign_up: true });
    const child = await makeChild();
    const [own, parents] = [await readAuth(child), await readAuth(main)];
    expect(own).toMatchObject({ auth_provider: 'better_auth', branch_id: child.split('/').at(-1), db_name: 'neondb' });
    expect(own.base_url).not.toBe(parents.base_url);
    expect(own.jwks_url).toBe(`${own.base_url}/.well-known/jwks.json`);
    expect(await get().api.get(`${child}/auth/email_and_password`)).toMatchObject({ body: { disable_sign_up: true } });
    expect(await hasUser(child, 'first@example.com')).toBe(true);
    await addUser(child, 'new@example.com');
    await get().api.delete(`${child}/auth`);
    expect(await hasUser(main, 'new@example.com')).toBe(false);
  });

  test('has the Data API of its parent, at its own URL', async () => {
    const { api } = get();
    const child = await makeChild();
    const path = 'data-api/neondb';
    const read = async (branch: string) =>
      (await api.get<CreateProjectBranchDataAPIResponse>(`${branch}/${path}`)).body;
    expect(await read(child)).toMatchObject({ settings: { db_max_rows: 7 } });
    expect((await read(child)).url).not.toBe((await read(main)).url);
    await api.delete(`${child}/${path}`);
    expect(await api.get(`${main}/${path}`)).toMatchObject({ status: 200 });
  });

  test('has the functions of its parent, at its own URLs, until it deploys them itself', async () => {
    const child = await makeChild();
    const [[slug, deployment, url] = []] = await functionsOf(child);
    expect([slug, deployment]).toEqual(['hello', 1]);
    expect(url).not.toBe((await functionsOf(main))[0]?.[2]);
    await deploy(child, 'hello');
    expect((await functionsOf(main))[0]?.[1]).toBe(1);
  });

  test('accepts the credentials of its ancestors, but not the other way around', async () => {
    const { api } = get();
    const child = await makeChild();
    expect(await upload(child, 'second')).toBe(200);
    const own = await api.post<CreateCredentialResponse>(`${child}/credentials`, {
      principal_type: 'user',
      scopes: ['storage:read'],
    });
    expect(await sendS3(await urlOf(child, 'second'), own.body)).toMatchObject({ status: 200 });
    expect(await sendS3(await urlOf(main, 'first'), own.body)).toMatchObject({ status: 403 });
    await api.delete(`${main}/credentials/${credential.token_id}`);
    expect(await upload(child, 'third')).toBe(403);
  });

  test('has no custom domain', async () => {
    const child = await makeChild();
    expect(await get().api.get(`${child}/custom-domains`)).toMatchObject({ body: { custom_domains: [] } });
  });

  test('of a past time has the services of that time', async () => {
    const time = await addMoreLater();
    const child = await makeChild({ parent_timestamp: time });
    expect(await hasUser(child, 'first@example.com')).toBe(true);
    expect(await hasUser(child, 'late@example.com')).toBe(false);
    expect(await objectsOf(child)).toEqual(['first']);
    expect((await functionsOf(child)).map(([slug]) => slug)).toEqual(['hello']);
  });

  test('without data has no services', async () => {
    const { api } = get();
    const child = await makeChild({ init_source: 'schema-only' });
    expect(await api.get(`${child}/auth`)).toMatchObject({ status: 404 });
    expect(await api.get(`${child}/buckets`)).toMatchObject({ body: { buckets: [] } });
    expect(await functionsOf(child)).toEqual([]);
  });

  test('that is recovered has its services again', async () => {
    const { api, emulator } = get();
    const child = await makeChild();
    const before = await readAuth(child);
    await api.delete(child);
    await emulator.settle();
    await api.post(`${child}/recover`);
    await emulator.settle();
    expect(await readAuth(child)).toEqual(before);
    expect(await objectsOf(child)).toEqual(['first']);
  });
});

describe('a reset to the parent', () => {
  test('takes the parent’s users and objects, and keeps functions, the Data API and the URLs', async () => {
    const { api } = get();
    const child = await makeChild();
    const before = await readAuth(child);
    await addUser(child, 'child@example.com');
    await upload(child, 'child');
    await deploy(child, 'child');
    await api.patch(`${child}/data-api/neondb`, { settings: { db_max_rows: 8 } });
    await upload(main, 'later');
    await restore(child, { source_branch_id: mainId });
    expect(await readAuth(child)).toEqual(before);
    expect(await hasUser(child, 'child@example.com')).toBe(false);
    expect(await objectsOf(child)).toEqual(['first', 'later']);
    expect((await functionsOf(child)).map(([slug]) => slug)).toEqual(['child', 'hello']);
    expect(await api.get(`${child}/data-api/neondb`)).toMatchObject({ body: { settings: { db_max_rows: 8 } } });
  });
});

describe('a restore', () => {
  test('to an earlier time takes the users of that time, and keeps objects and functions', async () => {
    const time = await addMoreLater();
    const before = await readAuth(main);
    await restore(main, { source_branch_id: mainId, source_timestamp: time, preserve_under_name: 'backup' });
    expect(await readAuth(main)).toEqual(before);
    expect(await hasUser(main, 'first@example.com')).toBe(true);
    expect(await hasUser(main, 'late@example.com')).toBe(false);
    expect(await objectsOf(main)).toEqual(['first', 'late']);
    expect((await functionsOf(main)).map(([slug]) => slug)).toEqual(['hello', 'late']);
  });

  test('leaves the triggers to the children of the backup, disabled', async () => {
    const { emulator } = get();
    const child = await makeChild();
    const time = new Date(emulator.clock.now()).toISOString();
    await emulator.clock.advance(60_000);
    await restore(main, { source_branch_id: mainId, source_timestamp: time, preserve_under_name: 'backup' });
    expect(await triggersOf(child)).toEqual([{ name: 'tick', inherited: true, enabled: false }]);
    expect(await triggersOf(main)).toEqual([{ name: 'tick', inherited: false, enabled: true }]);
  });

  test('of a snapshot takes its users, and the present objects and functions of the branch', async () => {
    const { api, emulator } = get();
    const { body } = await api.post<{ snapshot: { id: string } }>(`${main}/snapshot`);
    await emulator.settle();
    await addUser(main, 'late@example.com');
    await upload(main, 'late');
    const answer = await api.post<{ branch: { id: string } }>(
      `/projects/${projectId}/snapshots/${body.snapshot.id}/restore`,
      { name: 'restored' },
    );
    await emulator.settle();
    const restored = pathOf(answer.body.branch.id);
    expect(await hasUser(restored, 'first@example.com')).toBe(true);
    expect(await hasUser(restored, 'late@example.com')).toBe(false);
    expect((await readAuth(restored)).base_url).not.toBe((await readAuth(main)).base_url);
    expect(await objectsOf(restored)).toEqual(['first', 'late']);
    expect((await functionsOf(restored)).map(([slug]) => slug)).toEqual(['hello']);
  });
});
