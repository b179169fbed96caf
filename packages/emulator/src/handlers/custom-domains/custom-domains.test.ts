import type { CustomDomain, ListProjectBranchCustomDomainsResponse } from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import { deployFunction } from '../../../test/support/deploy-function.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';
import { normalizeDomain } from './domain-name.ts';
import { judgeDomain } from './domain-status.ts';

const get = useEmulator({ clock: 'virtual' });
let projectId: string;
let branchPath: string;
let base: string;

beforeEach(async () => {
  const { project, branch } = await get().createProject();
  projectId = project.id;
  branchPath = `/projects/${project.id}/branches/${branch.id}`;
  base = `${branchPath}/custom-domains`;
  await deployFunction(get().emulator, branchPath, 'api');
});

const TARGET = { entity_type: 'function', entity_id: 'api' };

async function register(domain: string, path = base, target: object = TARGET) {
  return get().api.post<CustomDomain>(path, { domain, ...target });
}

async function list(query = '', path = base): Promise<ListProjectBranchCustomDomainsResponse> {
  return (await get().api.get<ListProjectBranchCustomDomainsResponse>(`${path}${query}`)).body;
}

describe('a domain', () => {
  test('is pending after registration, and active a moment later', async () => {
    const { emulator } = get();
    expect(await register('API.Example.com.')).toMatchObject({
      status: 201,
      body: {
        domain: 'api.example.com',
        ...TARGET,
        cname_target: 'fn-custom-domains.us-east-1.aws.neon.localhost',
        status: 'pending',
        dns_status: 'pending',
        binding_status: 'pending',
        status_reason: '',
      },
    });
    await emulator.clock.advance(5000);
    expect((await list()).custom_domains).toMatchObject([
      { status: 'active', dns_status: 'ok', binding_status: 'present', status_reason: '' },
    ]);
  });

  test('can be registered again for the same function, but conflicts for another', async () => {
    const { emulator, createProject } = get();
    await deployFunction(emulator, branchPath, 'other');
    await register('api.example.com');
    await emulator.clock.advance(5000);
    expect(await register('api.EXAMPLE.com')).toMatchObject({ status: 201, body: { status: 'active' } });
    expect(await register('api.example.com', base, { ...TARGET, entity_id: 'other' })).toMatchObject({ status: 409 });
    const { project, branch } = await createProject();
    const elsewhere = `/projects/${project.id}/branches/${branch.id}`;
    await deployFunction(emulator, elsewhere, 'api');
    const refused = await register('api.example.com', `${elsewhere}/custom-domains`);
    expect(refused).toMatchObject({ status: 409 });
    expect(JSON.stringify(refused.body)).not.toContain(projectId);
    expect((await list()).custom_domains).toHaveLength(1);
  });

  test.each<[string, string, object, number, object]>([
    ['another kind of target', 'a.example.com', { entity_type: 'bucket' }, 400, { code: 'invalid_entity_type' }],
    ['a missing function', 'a.example.com', { entity_id: 'none' }, 404, { message: 'function not found' }],
    ['a Neon domain', 'a.neon.tech', {}, 400, {}],
  ])('with %s is refused', async (_, domain, fields, status, body) => {
    expect(await register(domain, base, { ...TARGET, ...fields })).toMatchObject({ status, body });
  });

  test('is deleted regardless of case, and is then available to others', async () => {
    const { api, emulator } = get();
    await register('api.example.com');
    expect(await api.delete(`${base}/API.example.COM`)).toMatchObject({ status: 204 });
    expect(await api.delete(`${base}/api.example.com`)).toMatchObject({ status: 404 });
    await deployFunction(emulator, branchPath, 'other');
    expect(await register('api.example.com', base, { ...TARGET, entity_id: 'other' })).toMatchObject({ status: 201 });
  });

  test('remains when its function is deleted, without a binding', async () => {
    const { api, emulator } = get();
    await register('api.example.com');
    await emulator.clock.advance(5000);
    await api.delete(`${branchPath}/functions/api`);
    expect((await list()).custom_domains).toMatchObject([
      { status: 'error', binding_status: 'missing', status_reason: 'binding-missing' },
    ]);
  });

  test('is not inherited, and is released when its branch is deleted, even if that is recovered', async () => {
    const { api, emulator, createBranch } = get();
    await register('main.example.com');
    const { branch } = await createBranch(projectId);
    const child = `/projects/${projectId}/branches/${branch.id}`;
    expect((await list('', `${child}/custom-domains`)).custom_domains).toEqual([]);
    await register('child.example.com', `${child}/custom-domains`);
    await api.delete(child);
    await emulator.settle();
    expect(await register('child.example.com')).toMatchObject({ status: 201 });
    await api.post(`${child}/recover`);
    await emulator.settle();
    expect((await list('', `${child}/custom-domains`)).custom_domains).toEqual([]);
  });

  test('is released when its project is deleted, even if that is recovered', async () => {
    const { api, emulator, createProject } = get();
    await register('api.example.com');
    await api.delete(`/projects/${projectId}`);
    const { project, branch } = await createProject();
    const other = `/projects/${project.id}/branches/${branch.id}`;
    await deployFunction(emulator, other, 'api');
    expect(await register('api.example.com', `${other}/custom-domains`)).toMatchObject({ status: 201 });
    expect(await api.post(`/projects/${projectId}/recover`)).toMatchObject({ status: 200 });
    await emulator.settle();
    expect((await list()).custom_domains).toEqual([]);
  });
});

test('domains are listed by name, in pages', async () => {
  for (const name of ['b', 'a', 'c']) await register(`${name}.example.com`);
  const first = await list('?limit=2');
  expect(first.custom_domains.map(({ domain }) => domain)).toEqual(['a.example.com', 'b.example.com']);
  const second = await list(`?cursor=${first.pagination?.next}`);
  expect(second).toMatchObject({ custom_domains: [{ domain: 'c.example.com' }], pagination: {} });
  for (const query of ['?limit=0', '?limit=1001', '?limit=1.5', '?cursor=x']) {
    expect(await get().api.get(`${base}${query}`)).toMatchObject({ status: 400 });
  }
});

test.each([
  'example',
  '',
  '.',
  'a..example.com',
  '-a.example.com',
  'a_b.example.com',
  'ä.example.com',
  'https://a.example.com',
  'a.example.com/x',
  'a.example.com:443',
  '*.example.com',
  '192.0.2.1',
  `${'a'.repeat(64)}.example.com`,
  `${'a.'.repeat(127)}com`,
  'neon.tech',
  'x.c-2.us-east-2.aws.neon.tech',
  'a.localhost',
  'printer.local',
])('%j cannot be registered', (domain) => {
  expect(() => normalizeDomain(domain)).toThrow('body.domain');
});

// Docs (functions/custom-domains, status).
test.each<[string, { domain?: string; hasFunction?: boolean }, string[]]>([
  ['a domain that points at Neon', {}, ['active', 'ok', 'present', '']],
  [
    'a domain that never resolves',
    { domain: 'a.invalid' },
    ['error', 'misconfigured', 'present', 'cname-not-pointing-at-edge'],
  ],
  [
    'a domain whose CAA records forbid it',
    { domain: 'a.caa-blocked.test' },
    ['error', 'caa_blocked', 'present', 'caa-blocks-lets-encrypt'],
  ],
  ['a deleted function', { hasFunction: false }, ['error', 'ok', 'missing', 'binding-missing']],
])('%s has its status after the check', (_, facts, expected) => {
  const all = { domain: 'a.example.com', registeredAtMs: 0, hasFunction: true, ...facts };
  expect(Object.values(judgeDomain(all, 4999))).toEqual(['pending', 'pending', 'pending', '']);
  const { status, dns_status, binding_status, status_reason } = judgeDomain(all, 5000);
  expect([status, dns_status, binding_status, status_reason]).toEqual(expected);
});
