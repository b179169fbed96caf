import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { query } from './project.ts';
import type { ServerFiles } from './server-files.ts';

/** A Postgres without the emulator: the same programs, default settings, TCP on loopback. */
export interface PlainPostgres {
  readonly uri: string;
  stop(): Promise<void>;
}

export async function startPlainPostgres(files: ServerFiles, settings: readonly string[]): Promise<PlainPostgres> {
  const parent = mkdtempSync(join(tmpdir(), 'neon-bench-plain-'));
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: files.uid, gid: files.gid } : {};
  if (isRoot) chownSync(parent, files.uid, files.gid);
  const dataDir = join(parent, 'data');
  const env = { PATH: process.env.PATH, LC_ALL: 'C' };
  execFileSync(files.initdb, ['-D', dataDir, '-U', 'owner', '-A', 'trust'], {
    cwd: '/',
    env,
    stdio: 'ignore',
    ...user,
  });
  const port = await findFreePort();
  const fixed = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
  const args = [...fixed, ...settings].flatMap((setting) => ['-c', setting]);
  const child = spawn(files.postgres, ['-D', dataDir, ...args], { cwd: '/', env, stdio: 'ignore', ...user });
  const uri = `postgresql://owner@127.0.0.1:${port}/postgres`;
  await waitUntilReady(uri);
  return {
    uri,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGQUIT');
      await gone;
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

async function waitUntilReady(uri: string): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const isReady = await query(uri, 'SELECT 1').then(
      () => true,
      () => false,
    );
    if (isReady) return;
    await sleep(20);
  }
  throw new Error('Plain Postgres did not start within 10 s.');
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
