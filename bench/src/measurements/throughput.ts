import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from '../median.ts';
import { findNodes, type NodeBinary } from '../support/find-nodes.ts';
import { startLoopbackNeon } from '../support/loopback-neon.ts';
import type { Measurement, Result } from './measurement.ts';

const CHILD = fileURLToPath(new URL('./throughput-child.ts', import.meta.url));

interface Subject {
  readonly label: string;
  readonly peer: string;
}

/** Plain fetch is measured twice: the difference between its second row and 1.00 is the noise. */
const BASELINE: Subject = { label: 'bare fetch', peer: 'bare fetch' };
const CONTROL: Subject = { label: 'bare fetch, again', peer: 'bare fetch' };

/** Calls per second in each round, by subject. */
type Rounds = ReadonlyMap<Subject, readonly number[]>;

/**
 * Measures calls per second over real HTTP. Each round runs every subject once, in a fresh process, and compares it
 * with plain fetch in the same round, because the machine's speed drifts by more than the differences.
 */
export const throughput: Measurement = {
  name: 'throughput',
  async run({ peers, rounds }) {
    const others = peers
      .filter(({ name }) => name !== BASELINE.peer && name !== '@neondatabase/toolkit')
      .map(({ name }) => ({ label: name, peer: name }));
    const subjects = [BASELINE, CONTROL, ...others];
    const neon = await startLoopbackNeon(1);
    try {
      const nodes = findNodes();
      const measured = nodes.map((node) => measure(node, subjects, neon.baseUrl, rounds));
      return describe(nodes, subjects, measured);
    } finally {
      await neon.stop();
    }
  },
};

function measure({ path }: NodeBinary, subjects: readonly Subject[], baseUrl: string, rounds: number): Rounds {
  const figures = new Map(subjects.map((subject): [Subject, number[]] => [subject, []]));
  for (let round = 0; round < rounds; round++) {
    const turn = round % subjects.length;
    for (const subject of [...subjects.slice(turn), ...subjects.slice(0, turn)]) {
      const { stdout, stderr, status } = spawnSync(path, ['--import', 'tsx', CHILD, subject.peer, baseUrl], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`Cannot measure ${subject.label}:\n${stderr}`);
      figures.get(subject)?.push(Number(stdout));
    }
  }
  return figures;
}

function describe(nodes: readonly NodeBinary[], subjects: readonly Subject[], measured: readonly Rounds[]): Result {
  const columnOf = ({ version }: NodeBinary): string => `Node ${version}`;
  const columns = nodes.flatMap((node) => [
    [columnOf(node), { unit: '', digits: 2 }] as const,
    [`${columnOf(node)}, calls`, { unit: '/s', digits: 0 }] as const,
  ]);
  const rows = subjects.map((subject) => {
    const figures = nodes.flatMap((node, index) => {
      const own = measured[index]?.get(subject) ?? [];
      const base = measured[index]?.get(BASELINE) ?? [];
      const ratios = own.map((figure, round) => figure / (base[round] ?? Number.NaN));
      return [
        [columnOf(node), median(ratios)],
        [`${columnOf(node)}, calls`, median(own)],
      ];
    });
    return { peer: subject.label, figures: Object.fromEntries(figures) as Record<string, number> };
  });
  return {
    name: 'throughput',
    title:
      'Throughput compared with plain fetch in the same round, loopback HTTP, 16 concurrent calls (more is better)',
    columns: Object.fromEntries(columns),
    rows,
    baseline: 'hand-written',
    note: 'Medians of paired rounds of 8,000 calls in fresh processes. Includes Node 22 and 24 if test:runtimes has downloaded them.',
  };
}
