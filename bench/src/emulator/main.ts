import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../median.ts';
import { call, type EmulatorProcess, startProcess } from './emulator-process.ts';
import { measureGets } from './measure-gets.ts';
import { measureList } from './measure-list.ts';
import { measureMemory } from './measure-memory.ts';
import { measureStart } from './measure-start.ts';

interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** `at most` or `at least` this. */
  readonly target: readonly ['≤' | '≥', number];
}

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);

const figures = [
  await figureOfStart(),
  await figureOfGets(),
  await figureOfMemory(),
  ...(await figuresOfManyBranches()),
];
if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
else process.stdout.write(`${figures.map(describe).join('\n')}\n`);

async function figureOfStart(): Promise<Figure> {
  return {
    what: 'first answer from process start, without Postgres',
    value: await repeat(() => measureStart()),
    unit: 'ms',
    target: ['≤', 400],
  };
}

async function figureOfGets(): Promise<Figure> {
  return withEmulator([], async (emulator) => {
    const { project } = await call<{ project: { id: string } }>(emulator, 'POST', '/projects', { project: {} });
    const path = `/projects/${project.id}`;
    await measureGets(emulator, path, 1000);
    const value = await repeat(() => measureGets(emulator, path, 2000));
    return { what: 'validated GETs of a project', value, unit: 'a second', target: ['≥', 5000] };
  });
}

async function figureOfMemory(): Promise<Figure> {
  return withEmulator([], async (emulator) => ({
    what: 'memory with 1,000 projects',
    value: await measureMemory(emulator, 1000),
    unit: 'MiB',
    target: ['≤', 150],
  }));
}

async function figuresOfManyBranches(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-bench-'));
  try {
    const list = await withEmulator([], (emulator) => measureList(emulator, 10_000));
    const kept = await withEmulator(['--data-dir', dataDir], (emulator) => measureMemory(emulator, 1000));
    if (kept === 0) throw new Error('The memory of the process cannot be read.');
    return [
      { what: 'one page of 10,000 branches', value: list.tookMs, unit: 'ms', target: ['≤', 300] },
      {
        what: 'start with 1,000 projects in a data directory',
        value: await repeat(() => measureStart('--data-dir', dataDir)),
        unit: 'ms',
        target: ['≤', 1000],
      },
    ];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function withEmulator<Value>(
  args: readonly string[],
  work: (emulator: EmulatorProcess) => Promise<Value>,
): Promise<Value> {
  const emulator = await startProcess(...args);
  try {
    return await work(emulator);
  } finally {
    await emulator.stop();
  }
}

async function repeat(measure: () => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await measure());
  return median(measured);
}

function describe({ what, value, unit, target: [relation, bound] }: Figure): string {
  const isMet = relation === '≤' ? value <= bound : value >= bound;
  const verdict = isMet ? '' : '  MISSED';
  return `${what.padEnd(52)}${value.toFixed(0).padStart(8)} ${unit.padEnd(9)} (${relation} ${bound})${verdict}`;
}
