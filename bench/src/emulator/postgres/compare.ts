import { median } from '../../median.ts';
import type { LoadFigures } from './run-load.ts';
import { runLoad } from './run-load.ts';
import type { Workload } from './workloads.ts';

/** Many short runs, because the other load of the machine changes within a second. */
const FOR_MS = 400;
const TURNS_A_ROUND = 3;

/** Medians of plain Postgres and of the emulator's port under the same load, and the loss of the port in percent. */
export interface Comparison {
  readonly plain: LoadFigures;
  readonly port: LoadFigures;
  readonly lossPercent: number;
}

/** Measures both in turn, so that other load of the machine affects both. */
export async function compare(
  uris: { readonly plain: string; readonly port: string },
  workload: Workload,
  { rounds, connections }: { readonly rounds: number; readonly connections: number },
): Promise<Comparison> {
  const load = { connections, forMs: FOR_MS };
  const measured: { plain: LoadFigures; port: LoadFigures }[] = [];
  for (let round = 0; round <= rounds * TURNS_A_ROUND; round += 1) {
    const plain = await runLoad(uris.plain, workload, load);
    const port = await runLoad(uris.port, workload, load);
    // The first round only warms up.
    if (round > 0) measured.push({ plain, port });
  }
  const medianOf = (way: 'plain' | 'port'): LoadFigures => ({
    perSecond: median(measured.map((round) => round[way].perSecond)),
    medianMs: median(measured.map((round) => round[way].medianMs)),
  });
  return {
    plain: medianOf('plain'),
    port: medianOf('port'),
    lossPercent: median(measured.map(({ plain, port }) => (1 - port.perSecond / plain.perSecond) * 100)),
  };
}
