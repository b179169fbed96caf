import type { CreateCredentialResponse, RotateCredentialResponse } from '@neon-api/types';
import { beforeEach, expect, test } from 'vitest';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let projectId: string;
let base: string;
let issued: CreateCredentialResponse;

beforeEach(async () => {
  const { project, branch } = await get().createProject();
  projectId = project.id;
  base = `/projects/${project.id}/branches/${branch.id}/credentials`;
  const asked = { name: 'ci', principal_type: 'user', scopes: ['storage:read'] };
  issued = (await get().api.post<CreateCredentialResponse>(base, asked)).body;
});

function secretsOf({ api_token, s3_secret_access_key }: CreateCredentialResponse | RotateCredentialResponse): object {
  return { api_token, s3_secret_access_key };
}

test('a credential has Neon’s formats', () => {
  expect(issued).toMatchObject({
    token_id: expect.stringMatching(/^nak_live_[0-9a-f]{32}$/),
    s3_secret_access_key: expect.stringMatching(/^nsk_live_[0-9a-f]{64}$/),
  });
  expect(issued.token_id.slice('nak_live_'.length)).toMatch(new RegExp(`^${issued.token_id_short}`));
  expect(issued.token_id_short).toHaveLength(12);
});

test('revealing returns the issued secrets through any branch of the project', async () => {
  const { api, createBranch, createProject } = get();
  const expected = { status: 200, body: { token_id: issued.token_id, ...secretsOf(issued) } };
  expect(await api.post(`${base}/${issued.token_id}/reveal`)).toMatchObject(expected);
  const { branch } = await createBranch(projectId);
  const child = `/projects/${projectId}/branches/${branch.id}/credentials`;
  expect(await api.post(`${child}/${issued.token_id}/reveal`)).toMatchObject(expected);
  const other = await createProject();
  const elsewhere = `/projects/${other.project.id}/branches/${other.branch.id}/credentials`;
  expect(await api.post(`${elsewhere}/${issued.token_id}/reveal`)).toMatchObject({ status: 404 });
  const nowhere = `/projects/${projectId}/branches/br-none/credentials`;
  expect(await api.post(`${nowhere}/${issued.token_id}/reveal`)).toMatchObject({ status: 404 });
});

test('rotating only replaces both secrets', async () => {
  const { api } = get();
  const before = (await api.get<{ credentials: object[] }>(base)).body;
  const { status, body } = await api.post<RotateCredentialResponse>(`${base}/${issued.token_id}/rotate`);
  const { api_token: _token, s3_secret_access_key: _key, ...kept } = issued;
  expect({ status, body }).toMatchObject({ status: 200, body: { ...kept, principal_type: 'user' } });
  for (const secret of Object.values(secretsOf(issued))) expect(JSON.stringify(body)).not.toContain(secret);
  expect((await api.get(base)).body).toEqual(before);
  expect(await api.post(`${base}/${issued.token_id}/reveal`)).toMatchObject({ body: secretsOf(body) });
  const again = await api.post<RotateCredentialResponse>(`${base}/${issued.token_id}/rotate`);
  expect(secretsOf(again.body)).not.toEqual(secretsOf(body));
});

test('a revoked credential cannot be revealed or rotated', async () => {
  const { api } = get();
  await api.delete(`${base}/${issued.token_id}`);
  for (const verb of ['reveal', 'rotate']) {
    expect(await api.post(`${base}/${issued.token_id}/${verb}`)).toMatchObject({ status: 404 });
    expect(await api.post(`${base}/nak_live_none/${verb}`)).toMatchObject({ status: 404 });
  }
});

test('request logs and the displayed state contain no secrets', async () => {
  const { api, emulator } = get();
  const { body } = await api.post<RotateCredentialResponse>(`${base}/${issued.token_id}/rotate`);
  const headers = { Authorization: `Bearer ${emulator.adminToken}` };
  const origin = new URL(emulator.apiUrl).origin;
  for (const path of ['requests', 'state']) {
    const text = await (await fetch(`${origin}/__emulator/${path}`, { headers })).text();
    expect(text).toContain(projectId);
    for (const secret of Object.values({ ...secretsOf(issued) })) expect(text).not.toContain(secret);
    for (const secret of Object.values({ ...secretsOf(body) })) expect(text).not.toContain(secret);
  }
});
