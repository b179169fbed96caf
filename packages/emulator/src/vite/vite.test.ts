import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createViteServer } from 'vitest/node';
import { neonEmulator } from './index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'neon-vite-'));
  // Under root, Postgres runs as another user.
  chmodSync(root, 0o711);
  writeFileSync(join(root, 'index.html'), '<!doctype html><p>hello</p>');
  execFileSync('git', ['init', '--quiet', '--initial-branch', 'main', root]);
});
afterEach(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

type Server = Awaited<ReturnType<typeof createViteServer>>;

/** Starts Vite's dev server with the plugin, as a configuration file would. */
async function startVite(): Promise<Server> {
  const server = await createViteServer({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [neonEmulator({ project: 'shop', speed: 'instant' })],
    server: { host: '127.0.0.1', port: 0 },
  });
  return server.listen();
}

async function query(text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const checkOut = (branch: string): Buffer =>
  execFileSync('git', ['symbolic-ref', 'HEAD', `refs/heads/${branch}`], { cwd: root });

test('the dev server has a database, with one branch per git branch, until it closes', {
  timeout: 120_000,
}, async () => {
  const before = { ...process.env };
  const onMain = await startVite();
  expect((await fetch(onMain.resolvedUrls?.local[0] ?? '')).status).toBe(200);
  await query("CREATE TABLE notes AS SELECT 'main' AS text");
  const mainUrl = process.env.DATABASE_URL;
  await onMain.close();
  await expect(query('SELECT 1')).rejects.toThrow();
  expect(process.env).toEqual(before);

  checkOut('feature/notes');
  const onFeature = await startVite();
  expect(await query('SELECT text FROM notes')).toEqual([{ text: 'main' }]);
  await query("UPDATE notes SET text = 'feature'");
  expect(process.env.NEON_API_KEY).toMatch(/^neon_local_/);
  await onFeature.close();

  checkOut('main');
  const again = await startVite();
  expect(await query('SELECT text FROM notes')).toEqual([{ text: 'main' }]);
  expect(process.env.DATABASE_URL).toBe(mainUrl);
  await again.close();
});

test('a restart of the dev server keeps the emulator', async () => {
  const server = await startVite();
  const url = process.env.DATABASE_URL;
  await server.restart();
  expect(process.env.DATABASE_URL).toBe(url);
  expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await server.close();
  expect(process.env.DATABASE_URL).not.toBe(url);
});

test('the folder of the data is not watched', async () => {
  const { server } = neonEmulator().config({ root }) as {
    server: { watch: { ignored: ((path: string) => boolean)[] } };
  };
  const [isIgnored] = server.watch.ignored;
  const paths = ['.neon-emulator', '.neon-emulator/postgres/x', '.neon-emulator-notes', 'src/main.ts'];
  expect(paths.filter((path) => isIgnored?.(join(root, path)))).toEqual(paths.slice(0, 2));
});
