import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, withEmulator } from './emulator-process.ts';
import type { Figure } from './figure.ts';
import { measureGets } from './measure-gets.ts';
import { measureList } from './measure-list.ts';
import { measureMemory } from './measure-memory.ts';
import { measureStart } from './measure-start.ts';
import { repeat } from './repeat.ts';

/** Measures the control plane, without Postgres. */
export async function* apiFigures(rounds: number): AsyncGenerator<Figure> {
  yield {
    what: 'process start to first response, without Postgres',
    value: await repeat(rounds, () => measureStart()),
    unit: 'ms',
    target: ['≤', 400],
  };
  yield {
    what: 'validated GETs of a project',
    value: await measureManyGets(rounds),
    unit: '/s',
    target: ['≥', 5000],
  };
  yield {
    what: 'memory with 1,000 projects',
    value: await withEmulator([], (emulator) => measureMemory(emulator, 1000)),
    unit: 'MiB',
    target: ['≤', 150],
  };
  const list = await withEmulator([], (emulator) => measureList(emulator, 10_000));
  yield { what: 'one page of 10,000 branches', value: list.tookMs, unit: 'ms', target: ['≤', 300] };
  yield {
    what: 'start with 1,000 projects in a data directory',
    value: await measureStartWithProjects(rounds),
    unit: 'ms',
    target: ['≤', 1000],
  };
}

function measureManyGets(rounds: number): Promise<number> {
  return withEmulator([], async (emulator) => {
    const { project } = await call<{ project: { id: string } }>(emulator, 'POST', '/projects', {
      project: { org_id: emulator.orgId },
    });
    const path = `/projects/${project.id}`;
    await measureGets(emulator, path, 1000);
    return repeat(rounds, () => measureGets(emulator, path, 2000));
  });
}

async function measureStartWithProjects(rounds: number): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-bench-'));
  try {
    const memory = await withEmulator(['--data-dir', dataDir], (emulator) => measureMemory(emulator, 1000));
    if (memory === 0) throw new Error('Cannot read the memory of the process.');
    return await repeat(rounds, () => measureStart('--data-dir', dataDir));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
