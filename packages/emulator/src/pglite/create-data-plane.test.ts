import { neon, neonConfig } from '@neondatabase/serverless';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataPlane } from '../data-plane/index.ts';
import { createPgliteDataPlane, createSqlFetch } from './index.ts';

const events: string[] = [];
let dataPlane: DataPlane;

beforeAll(async () => {
  dataPlane = createPgliteDataPlane()({
    endpointStarted: (id) => void events.push(`started ${id}`),
    endpointSuspended: (id) => void events.push(`suspended ${id}`),
  });
  const { serverless } = dataPlane;
  if (serverless) neonConfig.fetchFunction = createSqlFetch(serverless);
  await createBranch('main');
});

afterAll(async () => {
  await dataPlane.stop();
  await dataPlane.stop();
});

async function createBranch(name: string): Promise<void> {
  await dataPlane.createBranch({
    branchId: `br-${name}`,
    pgVersion: 18,
    roles: [{ name: 'owner', password: 'first' }],
    databases: [{ name: 'app', owner: 'owner' }],
  });
  await open(name);
}

const open = (name: string): Promise<void> =>
  dataPlane.openEndpoint({ endpointId: `ep-${name}`, branchId: `br-${name}` });

async function copyBranch(parent: string, name: string): Promise<void> {
  await dataPlane.copyBranch({ branchId: `br-${name}`, parentId: `br-${parent}` });
  await open(name);
}

const uriOf = (name: string, { user = 'owner', password = 'first', database = 'app' } = {}): string =>
  `postgresql://${user}:${password}@ep-${name}.c-1.us-east-1.aws.neon.localhost/${database}?sslmode=require`;

/** Returns the values of all columns of all rows, in order. */
async function query(name: string, text: string, login: object = {}): Promise<unknown[]> {
  const rows = (await neon(uriOf(name, login), { arrayMode: true }).query(text)) as unknown[][];
  return rows.flat();
}

describe('a session', () => {
  test('has the role, its rights and its database', async () => {
    expect(await query('main', 'SELECT current_user, session_user, current_database()')).toEqual([
      'owner',
      'owner',
      'app',
    ]);
    const rights = "SELECT rolcreatedb, rolcreaterole, rolsuper, pg_has_role('neon_superuser', 'member') FROM pg_roles";
    expect(await query('main', `${rights} WHERE rolname = current_user`)).toEqual([true, true, false, true]);
  });
});

describe('branching', () => {
  test('gives the copy the data of its parent, and keeps later writes apart', async () => {
    await query('main', 'CREATE TABLE notes AS SELECT 1 AS id');
    await copyBranch('main', 'child');
    await query('child', 'INSERT INTO notes VALUES (2), (3)');
    await query('main', 'INSERT INTO notes VALUES (4)');
    expect(await query('child', 'SELECT id FROM notes ORDER BY id')).toEqual([1, 2, 3]);
    expect(await query('main', 'SELECT id FROM notes ORDER BY id')).toEqual([1, 4]);
  });
});
