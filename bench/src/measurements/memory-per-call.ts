import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { interleave } from '../support/interleave.ts';
import type { Measurement } from './measurement.ts';

const CHILD = fileURLToPath(new URL('./memory-child.ts', import.meta.url));

interface Memory {
  readonly allocatedBytes: number;
  readonly keptBytes: number;
}

/** Measures what a call allocates, and what remains after a garbage collection. */
export const memoryPerCall: Measurement = {
  name: 'memory-per-call',
  async run({ peers, rounds }) {
    const subjects = peers.filter(({ name }) => measure(name) !== undefined);
    const kept = new Map<string, number>();
    const measured = await interleave(subjects, rounds, ({ name }) => {
      const memory = measure(name);
      if (memory === undefined) throw new Error(`The measurement of ${name} failed after a first success.`);
      kept.set(name, Math.min(kept.get(name) ?? Number.POSITIVE_INFINITY, memory.keptBytes));
      return memory.allocatedBytes;
    });
    return {
      name: 'memory-per-call',
      title: 'Memory per call, stubbed fetch',
      columns: { allocated: { unit: 'kB', digits: 1 }, kept: { unit: 'B', digits: 0 } },
      rows: [...measured].map(([{ name }, bytes]) => ({
        peer: name,
        figures: { allocated: bytes / 1000, kept: kept.get(name) },
      })),
      baseline: 'openapi-fetch',
      note: 'kept: minimum of all rounds; a few bytes are noise, more is a leak',
    };
  },
};

/** Runs in a separate process, with a young generation so large that no garbage is collected meanwhile. */
function measure(peer: string): Memory | undefined {
  const options = ['--expose-gc', '--max-semi-space-size=512', '--min-semi-space-size=512', '--import', 'tsx'];
  const { stdout, status } = spawnSync(process.execPath, [...options, CHILD, peer], { encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout) as Memory) : undefined;
}
