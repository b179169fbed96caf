import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { median } from '../median.ts';

const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** Figures of `tsc --extendedDiagnostics` for one file. Times in ms, memory in MB. */
export interface TypeCost {
  readonly instantiations: number;
  readonly types: number;
  readonly checkMs: number;
  readonly totalMs: number;
  readonly memoryMb: number;
}

export interface MeasuredFixture {
  readonly name: string;
  readonly cost: TypeCost;
}

/** Checks all fixtures in each round, so that a slow moment of the machine affects all of them. Returns the medians. */
export function measureFixtures(names: readonly string[], rounds: number, flags: readonly string[]): MeasuredFixture[] {
  const runs = new Map(names.map((name): [string, TypeCost[]] => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) runs.get(name)?.push(check(name, flags));
  }
  return [...runs].map(([name, costs]) => ({ name, cost: medianCost(costs) }));
}

function check(name: string, flags: readonly string[]): TypeCost {
  const file = fileURLToPath(new URL(`./fixtures/${name}.ts`, import.meta.url));
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--module',
    'nodenext',
    '--types',
    'node',
    ...flags,
  ];
  const { stdout, status } = spawnSync(process.execPath, [TSC, ...options, '--extendedDiagnostics', file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} has type errors:\n${stdout}`);
  const figure = (label: string): number => {
    const match = new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(stdout);
    if (match === null) throw new Error(`tsc printed no "${label}" for ${name}`);
    return Number(match[1]);
  };
  return {
    instantiations: figure('Instantiations'),
    types: figure('Types'),
    checkMs: figure('Check time') * 1000,
    totalMs: figure('Total time') * 1000,
    memoryMb: figure('Memory used') / 1024,
  };
}

function medianCost(costs: readonly TypeCost[]): TypeCost {
  const of = (key: keyof TypeCost): number => median(costs.map((cost) => cost[key]));
  return {
    instantiations: of('instantiations'),
    types: of('types'),
    checkMs: of('checkMs'),
    totalMs: of('totalMs'),
    memoryMb: of('memoryMb'),
  };
}
