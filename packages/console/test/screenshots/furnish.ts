import type { Emulator } from '@neon-api/emulator';
import type { Branch, Project } from '@neon-api/types';

/** A project that has something to show in every view. */
export interface Shop {
  readonly projectId: string;
  readonly devId: string;
}

const TABLES = [
  'create table customers (id bigint generated always as identity primary key, name text not null, email text unique)',
  "insert into customers (name, email) select 'Customer ' || n, 'c' || n || '@example.com' from generate_series(1, 180) n",
  'create table orders (id bigint primary key, customer bigint references customers, total numeric(10, 2))',
  'create view big_orders as select * from orders where total > 1000',
];

const MIGRATION = [
  'alter table customers add column phone text, alter column email set not null',
  'create table addresses (customer bigint references customers, street text, city text)',
];

const DAY_MS = 86_400_000;

export async function furnish(emulator: Emulator): Promise<Shop> {
  const { call, sql } = callerOf(emulator);
  const projects: string[] = [];
  for (const name of ['blog', 'analytics', 'shop']) {
    const { project } = await call<{ project: Project }>('POST', '/projects', {
      project: { name, org_id: emulator.orgId },
    });
    projects.push(project.id);
    await emulator.settle();
  }
  const projectId = projects.at(-1) ?? '';
  const create = async (
    name: string,
    more: object = {},
    endpoints: object[] = [{ type: 'read_write' }],
  ): Promise<string> => {
    const body = { branch: { name, ...more }, endpoints };
    const { branch } = await call<{ branch: Branch }>('POST', `/projects/${projectId}/branches`, body);
    await emulator.settle();
    return branch.id;
  };
  const { branches } = await call<{ branches: Branch[] }>('GET', `/projects/${projectId}/branches`);
  for (const statement of TABLES) await sql(projectId, branches[0]?.id ?? '', statement);
  const devId = await create('dev/anna');
  for (const statement of MIGRATION) await sql(projectId, devId, statement);
  await create('staging', { protected: true });
  const expires_at = new Date(emulator.clock.now() + 3 * DAY_MS).toISOString();
  await create('preview/login', { expires_at });
  const cart = await create('preview/cart', { expires_at });
  await create('experiment', { parent_id: devId }, []);
  const { endpoints } = await call<{ endpoints: { id: string }[] }>(
    'GET',
    `/projects/${projectId}/branches/${cart}/endpoints`,
  );
  await call('POST', `/projects/${projectId}/endpoints/${endpoints[0]?.id}/suspend`);
  await emulator.settle();
  await call('GET', '/projects/unknown-project').catch(() => {});
  return { projectId, devId };
}

function callerOf({ apiUrl, apiKey }: Emulator): {
  call<Body>(method: string, path: string, body?: unknown): Promise<Body>;
  sql(projectId: string, branchId: string, query: string): Promise<void>;
} {
  const call = async <Body>(method: string, path: string, body?: unknown): Promise<Body> => {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Body;
  };
  return {
    call,
    async sql(projectId, branchId, query) {
      const place = `branch_id=${branchId}&database_name=neondb&role_name=neondb_owner`;
      const { uri } = await call<{ uri: string }>('GET', `/projects/${projectId}/connection_uri?${place}`);
      const response = await fetch(new URL('/sql', apiUrl), {
        method: 'POST',
        headers: { 'Neon-Connection-String': uri },
        body: JSON.stringify({ query, params: [] }),
      });
      if (!response.ok) throw new Error(`${query}: ${await response.text()}`);
    },
  };
}
