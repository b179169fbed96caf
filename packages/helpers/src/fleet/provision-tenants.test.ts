import type { NeonCaller } from '@neon-api/client';
import { listProjectBranches, listProjects } from '@neon-api/client/operations';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmulatedNeon, query, startEmulatedNeon } from '../../test/emulated-neon.ts';
import { loseAnswer } from '../../test/lose-answer.ts';
import { connectionUris } from '../connections/index.ts';
import { provisionProject } from '../projects/index.ts';
import {
  createMemoryCheckpoint,
  type ProvisionedTenant,
  planTenants,
  provisionTenant,
  provisionTenants,
} from './index.ts';

let emulated: EmulatedNeon;
let neon: NeonCaller;

beforeAll(async () => {
  emulated = await startEmulatedNeon();
  neon = emulated.neon;
}, 60_000);
afterAll(() => emulated?.stop());

/** What a tenant's database says of itself. */
const owner = (uri: string) => query<{ key: string }>(uri, 'select key from owner');

const setUp = async ({ key, uris }: ProvisionedTenant) => {
  await query(uris.direct, 'create table if not exists owner (key text primary key)');
  await query(uris.direct, `insert into owner values ('${key}') on conflict do nothing`);
};

describe('a project per tenant', () => {
  test('creates one database for each tenant, despite lost responses and repeated calls', async () => {
    const options = { tenants: ['acme', 'globex'], template: { kind: 'project', databaseName: 'app' }, setUp } as const;
    const first = await provisionTenants(loseAnswer(neon, 'createProject'), options);
    expect(first.failed).toEqual([]);
    const second = await provisionTenants(neon, options);
    expect(second.done.map(({ result }) => result.created)).toEqual([false, false]);
    for (const { result } of second.done) expect(await owner(result.uris.direct)).toEqual([{ key: result.key }]);
    const { projects } = await listProjects(neon, { search: 'tenant-' });
    expect(projects.map(({ name }) => name).sort()).toEqual(['tenant-acme', 'tenant-globex']);
  });
});

describe('requests for a project a tenant', () => {
  const provision = async (client: NeonCaller, key: string) => {
    const [unit] = planTenants([key], { kind: 'project' });
    if (unit === undefined) throw new Error('no unit');
    return provisionTenant(unit, { neon: client, signal: new AbortController().signal });
  };

  test('are four for a new project and two for an existing one, also for another process', async () => {
    // Without Postgres the operations have ended by the first look: a wait takes one request.
    const quick = await startEmulatedNeon({ postgres: 'off' });
    let sent: string[] = [];
    const counting = () =>
      quick.connect({
        fetch(input, init) {
          sent.push(
            `${init?.method} ${new URL(String(input)).pathname.replace(/^\/api\/v2/, '').replace(/\w+-\w+-\d{8}/, 'ID')}`,
          );
          return fetch(input, init);
        },
      });
    const client = counting();
    const made = await provision(client, 'frugal');
    expect(sent).toEqual(['GET /projects', 'POST /projects', 'GET /projects/ID/operations', 'GET /projects']);
    for (const again of [client, counting()]) {
      sent = [];
      expect(await provision(again, 'frugal')).toEqual({ ...made, created: false });
      expect(sent).toEqual(['GET /projects', 'GET /projects/ID/connection_uri']);
    }
    await quick.stop();
  });

  test('return the same URIs as connectionUris, and they work', async () => {
    const made = await provision(neon, 'connecting');
    expect(made.uris).toEqual(await connectionUris(neon, { projectId: made.projectId }));
    expect(await provision(neon, 'connecting')).toEqual({ ...made, created: false });
    for (const uri of Object.values(made.uris)) expect(await query(uri, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('find the database if the project has other names', async () => {
    const { project, uris } = await provisionProject(neon, {
      name: 'tenant-named',
      databaseName: 'shop',
      roleName: 'ann',
    });
    expect(await provision(neon, 'named')).toMatchObject({ projectId: project.id, created: false, uris });
  });

  test('find a tenant among others whose names start with its name', async () => {
    const made: string[] = [];
    for (const key of ['9', '99', '999']) made.push((await provision(neon, key)).projectId);
    expect(new Set(made).size).toBe(3);
    expect(await provision(neon, '9')).toMatchObject({ projectId: made[0], created: false });
  });
});

describe('a branch per tenant', () => {
  test('starts with the data of the parent, and a second run retries failures and skips finished tenants', async () => {
    const { project, uris } = await provisionProject(neon);
    const { id: projectId } = project;
    await query(uris.direct, 'create table plans as select 7 as n');
    const checkpoint = createMemoryCheckpoint();
    let broken = true;
    const options = {
      tenants: ['a', 'b', 'c'],
      template: { kind: 'branch', projectId } as const,
      name: (key: string) => `customer/${key}`,
      checkpoint,
      setUp: async (tenant: ProvisionedTenant) => {
        if (broken && tenant.key === 'b') throw new Error('migration failed');
        await setUp(tenant);
      },
    };
    const first = await provisionTenants(neon, options);
    expect(first.failed).toMatchObject([{ unit: { key: 'b' }, error: { message: 'migration failed' } }]);
    broken = false;
    const second = await provisionTenants(neon, options);
    expect(second.skipped.map(({ key }) => key)).toEqual(['a', 'c']);
    for (const { result } of [...first.done, ...second.done]) {
      expect(await owner(result.uris.pooled)).toEqual([{ key: result.key }]);
      expect(await query(result.uris.direct, 'select n from plans')).toEqual([{ n: 7 }]);
    }
    const { branches } = await listProjectBranches(neon, { project_id: projectId, search: 'customer/' });
    expect(branches.map(({ name }) => name).sort()).toEqual(['customer/a', 'customer/b', 'customer/c']);
  });
});

describe('planTenants', () => {
  test('returns the same plain data each time', () => {
    const units = planTenants(['acme'], { kind: 'project', orgId: 'org-x' });
    expect(units).toEqual([{ kind: 'project', orgId: 'org-x', key: 'acme', name: 'tenant-acme' }]);
    expect(JSON.parse(JSON.stringify(units))).toEqual(units);
  });

  test('refuses keys that would share a database', () => {
    const same = () => 'same';
    expect(() => planTenants(['a', 'b'], { kind: 'project' }, same)).toThrow('Tenants a and b have the same name');
    expect(() => planTenants([''], { kind: 'project' })).toThrow('empty key');
  });
});
