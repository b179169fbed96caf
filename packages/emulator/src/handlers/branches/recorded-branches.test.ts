import type { CreateProjectBranchResponse } from '@neon-api/types';
import { beforeEach, expect, test } from 'vitest';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let projectPath: string;
let branchPath: string;

beforeEach(async () => {
  const { project, branch } = await get().createProject();
  projectPath = `/projects/${project.id}`;
  branchPath = `${projectPath}/branches/${branch.id}`;
});

test('an anonymized branch keeps its rules and its progress', async () => {
  const { api, emulator } = get();
  const rule = { database_name: 'neondb', schema_name: 'public', table_name: 'users', column_name: 'email' };
  expect(await api.get(`${branchPath}/masking_rules`)).toMatchObject({ status: 404 });
  const { status, body } = await api.post<CreateProjectBranchResponse>(`${projectPath}/branch_anonymized`, {
    branch_create: { branch: { name: 'masked' } },
    masking_rules: [rule],
  });
  expect(status).toBe(201);
  await emulator.settle();
  const path = `${projectPath}/branches/${body.branch.id}`;
  expect((await api.get(`${path}/masking_rules`)).body).toEqual({ masking_rules: [rule] });
  expect((await api.patch(`${path}/masking_rules`, { masking_rules: [rule, rule] })).status).toBe(200);
  expect(await api.get(`${path}/anonymized_status`)).toMatchObject({ body: { state: 'initialized' } });
  expect(await api.post(`${path}/anonymize`)).toMatchObject({
    body: {
      state: 'anonymized',
      last_run: { masked_columns: 0 },
      status_message: expect.stringContaining('masks nothing'),
    },
  });
});

test('an anonymized branch is created like any other', async () => {
  const { api, emulator } = get();
  const parent_timestamp = new Date(emulator.clock.now()).toISOString();
  const { body } = await api.post<CreateProjectBranchResponse>(`${projectPath}/branch_anonymized`, {
    branch_create: { branch: { archived: true, parent_timestamp } },
    start_anonymization: true,
  });
  await emulator.settle();
  const path = `${projectPath}/branches/${body.branch.id}`;
  expect(await api.get(path)).toMatchObject({ body: { branch: { current_state: 'archived', parent_timestamp } } });
  expect(await api.get(`${path}/anonymized_status`)).toMatchObject({ body: { state: 'anonymized' } });
});

test('branch storage and the missing AI gateway respond as Neon does', async () => {
  const { api } = get();
  expect(await api.get(`${branchPath}/storage`)).toMatchObject({ body: { enabled: true, region: 'us-east-1' } });
  expect(await api.get(`${projectPath}/branches/br-none/storage`)).toMatchObject({
    status: 404,
    body: { reason: 'branch_not_found' },
  });
  expect(await api.get(`${branchPath}/ai_gateway`)).toMatchObject({
    status: 404,
    body: { reason: 'ai_gateway_unavailable' },
  });
});

test('credentials are shown once, listed without their secrets, and revoked', async () => {
  const { api } = get();
  const path = `${branchPath}/credentials`;
  const { status, body } = await api.post<{ token_id: string; api_token: string; s3_secret_access_key: string }>(path, {
    principal_type: 'user',
    scopes: ['storage:read'],
  });
  expect(status).toBe(201);
  const listed = await api.get(path);
  expect(listed.body).toMatchObject({ credentials: [{ token_id: body.token_id, scopes: ['storage:read'] }] });
  expect(JSON.stringify(listed.body)).not.toContain(body.api_token);
  expect(JSON.stringify(listed.body)).not.toContain(body.s3_secret_access_key);
  expect(await api.delete(`${path}/${body.token_id}`)).toMatchObject({ status: 204 });
  expect(await api.delete(`${path}/${body.token_id}`)).toMatchObject({ status: 404 });
});

test('a data API is created once per database, changed, and deleted', async () => {
  const { api } = get();
  const path = `${branchPath}/data-api/neondb`;
  expect(await api.get(path)).toMatchObject({ status: 404 });
  expect(await api.post(path, { settings: { db_max_rows: 10 } })).toMatchObject({ status: 201 });
  expect(await api.post(path, {})).toMatchObject({ status: 409 });
  expect(await api.patch(path, { settings: { db_schemas: ['app'] } })).toMatchObject({ status: 201 });
  expect(await api.get(path)).toMatchObject({
    body: { status: 'active', settings: { db_max_rows: 10, db_schemas: ['app'] }, available_schemas: ['app'] },
  });
  expect(await api.delete(path)).toMatchObject({ status: 200 });
  expect(await api.delete(path)).toMatchObject({ status: 404 });
  expect(await api.post(`${branchPath}/data-api/none`, {})).toMatchObject({ status: 404 });
});
