import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmulatorProcess, startProcess } from '../emulator-process.ts';
import type { Figure } from '../figure.ts';
import { repeat, timeOf } from '../repeat.ts';
import { type BenchBranch, createBranch, createProject, deleteBranch, query, suspend } from './project.ts';
import { dataDirOf } from './server-files.ts';
import { makeTemporaryDir } from './temporary-dir.ts';

/** Size of an empty data directory. */
const EMPTY_MB = 29;
const SMALL_MB = 40;
const ROWS_A_MB = 1800;

/** Measures how long it takes to branch a small and a large database, and to wake a suspended endpoint. */
export async function* branchFigures(rounds: number, largeMb: number): AsyncGenerator<Figure> {
  using temporary = makeTemporaryDir();
  const { dir } = temporary;
  const emulator = await startProcess(['--postgres', 'embedded', '--data-dir', dir]);
  try {
    const main = await createProject(emulator);
    await fill(main, SMALL_MB - EMPTY_MB);
    yield {
      what: `create branch to select 1, ${SMALL_MB} MB`,
      value: await repeat(rounds, () => measureBranch(emulator, main)),
      unit: 'ms',
      target: ['≤', 250],
      beside: await asDatabase(main, rounds),
    };
    yield {
      what: `create branch to select 1, ${SMALL_MB} MB, branches are kept`,
      value: await repeat(rounds, () => measureKeptBranch(emulator, main, PAUSE_MS)),
      unit: 'ms',
      target: ['≤', 160],
      beside: `without pauses: ${(await repeat(rounds, () => measureKeptBranch(emulator, main, 0))).toFixed(0)} ms`,
    };
    yield {
      what: 'wake of a suspended endpoint to select 1',
      value: await repeat(rounds, async () => {
        await suspend(emulator, main);
        return timeOf(() => query(main.uri, 'SELECT 1'));
      }),
      unit: 'ms',
      target: ['≤', 80],
    };
    await fill(main, largeMb - SMALL_MB);
    yield {
      what: `create branch to select 1, ${largeMb} MB`,
      value: await repeat(rounds, () => measureBranch(emulator, main)),
      unit: 'ms',
      target: ['≤', 1500],
      beside: `cp of the same files: ${(await repeat(rounds, () => copyByCp(dir, main))).toFixed(0)} ms`,
    };
  } finally {
    await emulator.stop();
  }
}

async function fill({ uri }: BenchBranch, mb: number): Promise<void> {
  await query(uri, 'CREATE TABLE IF NOT EXISTS big (id bigint, filler text)');
  const rows = Math.max(0, Math.round(mb * ROWS_A_MB));
  await query(uri, `INSERT INTO big SELECT i, repeat('x', 500) FROM generate_series(1, ${rows}) AS i`);
}

async function measureBranch(emulator: EmulatorProcess, { projectId }: BenchBranch): Promise<number> {
  let branch: BenchBranch | undefined;
  const tookMs = await timeOf(async () => {
    branch = await createBranch(emulator, projectId);
    await query(branch.uri, 'SELECT 1');
  });
  if (branch) await deleteBranch(emulator, branch);
  return tookMs;
}

/** Users do something else before the next branch, and the emulator prepares for it meanwhile. */
const PAUSE_MS = 1000;

async function measureKeptBranch(
  emulator: EmulatorProcess,
  { projectId }: BenchBranch,
  pauseMs: number,
): Promise<number> {
  await sleep(pauseMs);
  return timeOf(async () => query((await createBranch(emulator, projectId)).uri, 'SELECT 1'));
}

/** Measures the closest feature of plain Postgres: a database that is copied from a template. */
async function asDatabase({ uri }: BenchBranch, rounds: number): Promise<string> {
  const other = uri.replace('/neondb?', '/postgres?');
  const tookMs = await repeat(rounds, async () => {
    const took = await timeOf(() => query(other, 'CREATE DATABASE copied TEMPLATE neondb'));
    await query(other, 'DROP DATABASE copied');
    return took;
  });
  return `CREATE DATABASE … TEMPLATE: ${tookMs.toFixed(0)} ms`;
}

async function copyByCp(dir: string, { branchId }: BenchBranch): Promise<number> {
  using target = makeTemporaryDir();
  const into = join(target.dir, 'copy');
  return await timeOf(async () => {
    execFileSync('cp', ['-R', dataDirOf(dir, branchId), into], { stdio: 'ignore' });
  });
}
