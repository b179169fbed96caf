import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Branch } from '@neon-api/types';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../src/start/index.ts';
import { type Api, type CreatedProject, createApi } from './support/api.ts';
import { processesIn } from './support/processes-in.ts';

let dataDir: string;
let emulator: Emulator;
let api: Api;
let created: CreatedProject;
let path: string;
/** The creation time of the branch, which is well before its history begins. */
let beforeHistory: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-points-'));
  emulator = await startEmulator({ dataDir, speed: 10, strict: true, log: () => {} });
  api = createApi(emulator);
  created = (await api.post<CreatedProject>('/projects', { project: {} })).body;
  beforeHistory = created.branch.created_at;
  path = `/projects/${created.project.id}/branches`;
  await emulator.settle();
});

afterAll(async () => {
  await emulator.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Refusal {
  readonly message: string;
}

type Point = { readonly lsn: string } | { readonly timestamp: string };

/** Every call that takes a point in a branch's history. */
const CALLS: Readonly<Record<string, (point: Point, name: string) => Promise<{ status: number; body: Refusal }>>> = {
  'restore onto itself': (point, name) =>
    api.post(`${path}/${created.branch.id}/restore`, {
      source_branch_id: created.branch.id,
      preserve_under_name: `before ${name}`,
      ...prefixed('source', point),
    }),
  'create a branch': (point, name) => api.post(path, { branch: { name, ...prefixed('parent', point) } }),
  'create an anonymized branch': (point, name) =>
    api.post(`/projects/${created.project.id}/branch_anonymized`, {
      branch_create: { branch: { name, ...prefixed('parent', point) } },
    }),
  'create a snapshot': (point, name) =>
    api.post(`${path}/${created.branch.id}/snapshot?${new URLSearchParams({ name, ...point })}`),
  'read the schema': (point) =>
    api.get(`${path}/${created.branch.id}/schema?${new URLSearchParams({ db_name: 'neondb', ...point })}`),
  'compare the schema': (point) =>
    api.get(
      `${path}/${created.branch.id}/compare_schema?${new URLSearchParams({
        db_name: 'neondb',
        base_branch_id: created.branch.id,
        ...prefixed('base', point),
      })}`,
    ),
};

function prefixed(prefix: string, point: Point): Record<string, string> {
  return Object.fromEntries(Object.entries(point).map(([name, value]) => [`${prefix}_${name}`, String(value)]));
}

async function readBranches(): Promise<Pick<Branch, 'name' | 'current_state'>[]> {
  const { body } = await api.get<{ branches: Branch[] }>(path);
  return body.branches.map(({ name, current_state }) => ({ name, current_state }));
}

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: created.connection_uris[0]?.connection_uri });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

const OUTSIDE: readonly (readonly [string, () => Point])[] = [
  ['the lowest LSN', () => ({ lsn: '0/0' })],
  ['an LSN beyond the log', () => ({ lsn: 'F/0' })],
  ['its creation time, which is before its history', () => ({ timestamp: beforeHistory })],
  ['a future time', () => ({ timestamp: new Date(Date.now() + 60_000).toISOString() })],
];

describe.each(Object.keys(CALLS))('to %s', (name) => {
  test.each(OUTSIDE)(
    'from %s is refused with the earliest and the latest point, and changes nothing',
    async (_, point) => {
      const before = await readBranches();
      const refused = await CALLS[name]?.(point(), 'never');
      const value = 'lsn' in point() ? '[0-9A-F]+/[0-9A-F]+' : '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z';
      const range = new RegExp(`; the (earliest|latest) point is ${value}, and the (latest|earliest) ${value}$`);
      expect(refused).toMatchObject({ status: 422, body: { message: expect.stringMatching(range) } });
      await emulator.settle();
      expect(await readBranches()).toEqual(before);
      expect(readdirSync(join(dataDir, 'postgres', 'branches'))).toEqual([created.branch.id]);
    },
  );
});

test('the earliest and the latest point that a refusal names are valid', async () => {
  for (const point of [{ lsn: '0/0' }, { timestamp: beforeHistory }]) {
    const refused = await CALLS['read the schema']?.(point, '');
    const named = /the earliest point is (\S+), and the latest (\S+)/.exec(refused?.body.message ?? '') ?? [];
    for (const value of named.slice(1)) {
      const asked = 'lsn' in point ? { lsn: value } : { timestamp: value };
      expect([value, await CALLS['read the schema']?.(asked, '')]).toEqual([
        value,
        expect.objectContaining({ status: 200 }),
      ]);
    }
    expect(named).toHaveLength(3);
  }
});

test('refusing a point does not wake a suspended branch', async () => {
  const [endpoint] = created.endpoints;
  await query('SELECT 1');
  await api.post(`/projects/${created.project.id}/endpoints/${endpoint?.id}/suspend`);
  await emulator.settle();
  const servers = (): string[] => processesIn(join(dataDir, 'postgres', 'branches', created.branch.id));
  await expect.poll(servers, { timeout: 10_000 }).toEqual([]);
  for (const [, point] of OUTSIDE)
    expect(await CALLS['create a branch']?.(point(), 'never')).toMatchObject({ status: 422 });
  expect(servers()).toEqual([]);
});

test('an accepted point is still available when its operation runs', async () => {
  await query('CREATE TABLE notes (note text)');
  await query("INSERT INTO notes VALUES ('first')");
  const lsn = String((await query('SELECT pg_current_wal_lsn()'))[0]);
  const timestamp = new Date().toISOString();
  await sleep(10);
  await query("INSERT INTO notes VALUES ('second')");
  const statuses: (number | undefined)[] = [];
  for (const [name, point] of [
    ['create a branch', { lsn }],
    ['create a snapshot', { timestamp }],
    ['restore onto itself', { lsn }],
  ] as const) {
    statuses.push((await CALLS[name]?.(point, name))?.status);
    await emulator.settle();
  }
  expect(statuses).toEqual([201, 200, 200]);
  expect(new Set((await readBranches()).map(({ current_state: state }) => state))).toEqual(new Set(['ready']));
  expect(await query('SELECT note FROM notes')).toEqual(['first']);
});
