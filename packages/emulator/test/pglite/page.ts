import { neon, neonConfig } from '@neondatabase/serverless';
import { createEmulator } from '../../src/fetch/index.ts';
import { type CreatePglite, createPgliteDataPlane } from '../../src/pglite/index.ts';

/** Where the test serves PGlite's files. */
const PGLITE = '/pglite/index.js';

export interface PageResult {
  readonly counts: readonly unknown[];
  /** Branches and endpoints that remain at the end. */
  readonly left: number;
  readonly times: Readonly<Record<string, number>>;
}

interface Created {
  readonly project: { readonly id: string };
  readonly branch: { readonly id: string };
  readonly connection_uris: readonly { readonly connection_uri: string }[];
}

/** Provisions a project with `rows` rows, branches it, deletes all but 10 there, reads both, and deletes everything. */
async function run(rows: number, hasTemplate: boolean): Promise<PageResult> {
  const times: Record<string, number> = {};
  const measure = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
    const startedAt = performance.now();
    const value = await work();
    times[name] = Math.round(performance.now() - startedAt);
    return value;
  };
  const template = hasTemplate ? { template: fetch('/template').then((response) => response.blob()) } : {};
  let main = '';
  const emulator = await measure('emulator', () =>
    createEmulator({ dataPlane: createPgliteDataPlane({ create, ...template }) }),
  );
  neonConfig.fetchFunction = emulator.fetch;
  neonConfig.disableWarningInBrowsers = true;

  async function call<Body>(method: string, path: string, body?: object): Promise<Body> {
    const response = await emulator.fetch(`${emulator.apiUrl}${path}`, {
      method,
      headers: { Authorization: `Bearer ${emulator.apiKey}`, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json()) as Body;
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    await emulator.settle();
    return answer;
  }

  const { project } = await measure('firstRow', async () => {
    const created = await call<Created>('POST', '/projects', { project: { name: 'page', org_id: emulator.orgId } });
    main = created.connection_uris[0]?.connection_uri ?? '';
    await neon(main)`SELECT 1`;
    return created;
  });
  await neon(main).query(`CREATE TABLE books AS SELECT g AS id FROM generate_series(1, ${rows}) g`);
  const { branch, preview } = await measure('branch', async () => {
    const asked = { branch: { name: 'preview' }, endpoints: [{ type: 'read_write' }] };
    const created = await call<Created>('POST', `/projects/${project.id}/branches`, asked);
    const uri = created.connection_uris[0]?.connection_uri ?? '';
    await neon(uri)`SELECT 1`;
    return { branch: created.branch, preview: uri };
  });
  await neon(preview)`DELETE FROM books WHERE id > 10`;
  const count = 'SELECT count(*)::int AS books FROM books';
  const counts = [await neon(main).query(count), await neon(preview).query(count)];
  await call('DELETE', `/projects/${project.id}/branches/${branch.id}`);
  await call('DELETE', `/projects/${project.id}`);
  const { projects } = await call<{ projects: unknown[] }>('GET', `/projects?org_id=${emulator.orgId}`);
  await emulator.stop();
  return { counts, left: projects.length, times };
}

const create: CreatePglite = async (options) => {
  const { PGlite } = await import(PGLITE);
  return PGlite.create(options);
};

Object.assign(globalThis, { run });
