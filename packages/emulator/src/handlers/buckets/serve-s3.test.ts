import type {
  CreateCredentialResponse,
  ListCredentialsResponse,
  QueryProjectBranchLogsResponse,
  RotateCredentialResponse,
} from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import { sendS3 } from '../../../test/support/s3-client.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let branchPath: string;
let endpoint: string;
let credential: CreateCredentialResponse;

beforeEach(async () => {
  const { api, createProject } = get();
  const { project, branch } = await createProject();
  branchPath = `/projects/${project.id}/branches/${branch.id}`;
  endpoint = (await api.get<{ s3_endpoint: string }>(`${branchPath}/storage`)).body.s3_endpoint;
  await api.post(`${branchPath}/buckets`, { name: 'files' });
  credential = await issue(['storage:read', 'storage:write']);
});

async function issue(scopes: string[]): Promise<CreateCredentialResponse> {
  const path = `${branchPath}/credentials`;
  return (await get().api.post<CreateCredentialResponse>(path, { principal_type: 'user', scopes })).body;
}

async function codeOf(answer: Promise<Response>): Promise<[number, string | undefined]> {
  const response = await answer;
  return [response.status, /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1]];
}

describe('the S3 endpoint', () => {
  test('stores, serves, describes and deletes objects', async () => {
    const url = `${endpoint}/files/dir/${encodeURIComponent('ä b.txt')}`;
    const put = await sendS3(url, credential, { method: 'PUT', body: 'hällo' });
    expect(put.status).toBe(200);
    const got = await sendS3(url, credential);
    expect([got.status, got.headers.get('etag'), await got.text()]).toEqual([200, put.headers.get('etag'), 'hällo']);
    const head = await sendS3(url, credential, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '6', '']);
    expect(await get().api.get(`${branchPath}/buckets/files/objects`)).toMatchObject({
      body: { objects: [{ key: 'dir/ä b.txt', size: 6 }] },
    });
    for (let round = 0; round < 2; round++) {
      expect(await sendS3(url, credential, { method: 'DELETE' })).toMatchObject({ status: 204 });
    }
    expect(await codeOf(sendS3(url, credential))).toEqual([404, 'NoSuchKey']);
    expect(await codeOf(sendS3(`${endpoint}/none/a`, credential))).toEqual([404, 'NoSuchBucket']);
  });

  test('accepts only the current secret key: rotation ends the previous one, revocation all of them', async () => {
    const { api } = get();
    const url = `${endpoint}/files/a`;
    await sendS3(url, credential, { method: 'PUT', body: 'x' });
    const path = `${branchPath}/credentials/${credential.token_id}`;
    const { body: rotated } = await api.post<RotateCredentialResponse>(`${path}/rotate`);
    expect(await codeOf(sendS3(url, credential))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await sendS3(url, rotated)).toMatchObject({ status: 200 });
    await api.delete(path);
    expect(await codeOf(sendS3(url, rotated))).toEqual([403, 'InvalidAccessKeyId']);
  });

  test('allows what the scopes of the credential allow, on its branch and on children, but nowhere else', async () => {
    const { createBranch } = get();
    const url = `${endpoint}/files/a`;
    await sendS3(url, credential, { method: 'PUT', body: 'x' });
    const reader = await issue(['storage:read']);
    const writer = await issue(['storage:write']);
    expect(await sendS3(url, reader)).toMatchObject({ status: 200 });
    expect(await codeOf(sendS3(url, reader, { method: 'PUT', body: 'y' }))).toEqual([403, 'AccessDenied']);
    expect(await codeOf(sendS3(url, writer))).toEqual([403, 'AccessDenied']);
    const { branch } = await createBranch(branchPath.split('/')[2] ?? '');
    const child = endpoint.replace(/[^/]+$/, branch.id);
    expect(await sendS3(`${child}/files/a`, reader)).toMatchObject({ status: 200 });
    expect(await codeOf(sendS3(`${child}/files/a`, reader, { method: 'PUT', body: 'y' }))).toEqual([
      403,
      'AccessDenied',
    ]);
    expect(await codeOf(sendS3(`${endpoint.replace(/[^/]+$/, 'br-none')}/files/a`, reader))).toEqual([
      403,
      'InvalidAccessKeyId',
    ]);
  });

  test('refuses requests that are unsigned or were changed after signing', async () => {
    const url = `${endpoint}/files/a`;
    expect(await codeOf(fetch(url))).toEqual([403, 'AccessDenied']);
    expect(await codeOf(fetch(url, { headers: { Authorization: `Bearer ${credential.api_token}` } }))).toEqual([
      403,
      'AccessDenied',
    ]);
    const changed = sendS3(url, credential, { method: 'PUT', body: 'x', sent: 'y' });
    expect(await codeOf(changed)).toEqual([400, 'XAmzContentSHA256Mismatch']);
    const chunked = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' };
    const streamed = sendS3(url, credential, { method: 'PUT', body: 'x', headers: chunked });
    expect(await codeOf(streamed)).toEqual([501, 'NotImplemented']);
    expect(await codeOf(sendS3(endpoint, credential))).toEqual([501, 'NotImplemented']);
    expect(await codeOf(sendS3(url, credential, { method: 'POST' }))).toEqual([405, 'MethodNotAllowed']);
    expect(await get().api.get(`${branchPath}/buckets/files/objects`)).toMatchObject({ body: { objects: [] } });
  });

  test('allows anonymous reads only of a public bucket', async () => {
    const { api } = get();
    await api.post(`${branchPath}/buckets`, { name: 'open', access_level: 'public_read' });
    for (const bucket of ['open', 'files']) {
      await sendS3(`${endpoint}/${bucket}/a`, credential, { method: 'PUT', body: 'x' });
    }
    expect(await fetch(`${endpoint}/open/a`)).toMatchObject({ status: 200 });
    expect(await codeOf(fetch(`${endpoint}/files/a`))).toEqual([403, 'AccessDenied']);
    expect(await codeOf(fetch(`${endpoint}/open/a`, { method: 'PUT', body: 'y' }))).toEqual([403, 'AccessDenied']);
  });

  test('logs each request with its credential, and the credential shows its last use', async () => {
    const { api } = get();
    await sendS3(`${endpoint}/files/a`, credential, { method: 'PUT', body: 'x' });
    await sendS3(`${endpoint}/files/b`, credential);
    const { body } = await api.post<QueryProjectBranchLogsResponse>(`${branchPath}/logs/query`, {
      source: 'storage',
      body_contains: credential.token_id,
    });
    expect(body.logs.map(({ severity_text, scope_name }) => [severity_text, scope_name])).toEqual([
      ['WARN', 'neon.storage.s3.get'],
      ['INFO', 'neon.storage.s3.put'],
    ]);
    const { body: listed } = await api.get<ListCredentialsResponse>(`${branchPath}/credentials`);
    expect(listed.credentials).toMatchObject([{ last_used_at: expect.any(String) }]);
  });
});
