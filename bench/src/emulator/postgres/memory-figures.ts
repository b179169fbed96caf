import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { startProcess } from '../emulator-process.ts';
import type { Figure } from '../figure.ts';
import { createBranch, createProject, suspend } from './project.ts';

const IN_USE = 5;

/** Measures the emulator, its watchdog and all Postgres processes. Most branches are suspended; a few are connected. */
export async function* memoryFigures(branches: number): AsyncGenerator<Figure> {
  const emulator = await startProcess(['--postgres', 'embedded']);
  try {
    const main = await createProject(emulator);
    const all = [main];
    for (let number = 1; number < branches; number += 1) {
      const branch = await createBranch(emulator, main.projectId);
      await suspend(emulator, branch);
      all.push(branch);
    }
    await suspend(emulator, main);
    const clients = all.slice(0, IN_USE).map(({ uri }) => new pg.Client({ connectionString: uri }));
    for (const client of clients) {
      await client.connect();
      await client.query('SELECT count(*) FROM pg_class');
    }
    const value = sumOfPss(emulator.pid);
    await Promise.all(clients.map((client) => client.end()));
    yield {
      what: `memory with ${branches} branches, ${IN_USE} in use (sum of PSS)`,
      value,
      unit: 'MiB',
      target: ['≤', 400],
    };
  } finally {
    await emulator.stop();
  }
}

/** Adds up proportional set sizes, which count a page that processes share only once. Needs Linux. */
function sumOfPss(pid: number): number {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = parentOf(name);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const family = [pid];
  for (const member of family) family.push(...(children.get(member) ?? []));
  return family.reduce((sum, member) => sum + pssOf(member), 0) / 1024;
}

function parentOf(pid: string): number {
  try {
    // The state and the parent come after the command in parentheses, which may contain spaces.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return 0;
  }
}

function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
