import { median } from '../../median.ts';
import { connectRaw, type RawClient } from './raw-client.ts';
import type { Workload } from './workloads.ts';

export interface LoadFigures {
  readonly perSecond: number;
  readonly medianMs: number;
}

/** Runs a workload in a loop on each connection for `forMs`. The emulator and Postgres run in other processes. */
export async function runLoad(
  uri: string,
  { run }: Workload,
  { connections, forMs }: { readonly connections: number; readonly forMs: number },
): Promise<LoadFigures> {
  const clients = await Promise.all(Array.from({ length: connections }, () => connectRaw(uri)));
  const took: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + forMs;
  const work = async (client: RawClient): Promise<void> => {
    for (let now = performance.now(); now < endsAt; ) {
      await run(client);
      const later = performance.now();
      took.push(later - now);
      now = later;
    }
  };
  await Promise.all(clients.map(work));
  const perSecond = (took.length * 1000) / (performance.now() - startedAt);
  await Promise.all(clients.map((client) => client.end()));
  return { perSecond, medianMs: median(took) };
}
