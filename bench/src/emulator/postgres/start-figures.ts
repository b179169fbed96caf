import { chownSync } from 'node:fs';
import { call, type ProcessSettings, startProcess } from '../emulator-process.ts';
import type { Figure } from '../figure.ts';
import { repeat, timeOf } from '../repeat.ts';
import { createProject, query } from './project.ts';
import { makeTemporaryDir } from './temporary-dir.ts';

const FLAGS = ['--postgres', 'embedded'];
/** `nobody` on Linux. Root has a fixed cache; another user can start with an empty one. */
const ANOTHER_USER = 65_534;

export async function* startFigures(rounds: number): AsyncGenerator<Figure> {
  yield {
    what: 'process start to first response, with Postgres',
    value: await repeat(rounds, () => measureAnswer()),
    unit: 'ms',
    target: ['≤', 1500],
  };
  yield {
    what: 'process start to select 1 in a new project',
    value: await repeat(rounds, () => measureSelect()),
    unit: 'ms',
    target: ['≤', 1500],
  };
  yield {
    what: 'the same on the first start, which unpacks Postgres',
    value: await repeat(rounds, () => measureFirstStart()),
    unit: 'ms',
  };
  yield await startAfterKill(rounds);
}

async function measureAnswer(): Promise<number> {
  const startedAt = performance.now();
  const emulator = await startProcess(FLAGS);
  await call(emulator, 'GET', `/projects?org_id=${emulator.orgId}`);
  const tookMs = performance.now() - startedAt;
  await emulator.stop();
  return tookMs;
}

async function measureSelect(settings: ProcessSettings = {}): Promise<number> {
  const startedAt = performance.now();
  const emulator = await startProcess(FLAGS, settings);
  const { uri } = await createProject(emulator);
  await query(uri, 'SELECT 1');
  const tookMs = performance.now() - startedAt;
  await emulator.stop();
  return tookMs;
}

async function measureFirstStart(): Promise<number> {
  using cache = makeTemporaryDir();
  const env = { ...process.env, XDG_CACHE_HOME: cache.dir };
  if (process.getuid?.() !== 0) return await measureSelect({ env });
  chownSync(cache.dir, ANOTHER_USER, ANOTHER_USER);
  return await measureSelect({ env, uid: ANOTHER_USER });
}

async function startAfterKill(rounds: number): Promise<Figure> {
  using temporary = makeTemporaryDir();
  const { dir } = temporary;
  const flags = [...FLAGS, '--data-dir', dir];
  let emulator = await startProcess(flags);
  const { uri, projectId } = await createProject(emulator);
  await query(uri, 'CREATE TABLE kept AS SELECT i FROM generate_series(1, 1000) AS i');
  const value = await repeat(rounds, async () => {
    await query(await uriNow(), 'INSERT INTO kept SELECT i FROM generate_series(1, 1000) AS i');
    await emulator.kill();
    return timeOf(async () => {
      emulator = await startProcess(flags);
      await query(await uriNow(), 'SELECT count(*) FROM kept');
    });
  });
  await emulator.stop();
  return { what: 'restart after kill -9 to the first row', value, unit: 'ms', target: ['≤', 2000] };

  async function uriNow(): Promise<string> {
    const path = `/projects/${projectId}/connection_uri?database_name=neondb&role_name=neondb_owner`;
    return (await call<{ uri: string }>(emulator, 'GET', path)).uri;
  }
}
