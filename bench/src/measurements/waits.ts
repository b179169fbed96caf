import { median } from '../median.ts';
import type { Peer } from '../peers/index.ts';
import { withFakeTime } from '../support/fake-time.ts';
import type { Measurement, Row } from './measurement.ts';

const DURATIONS_S = [0.3, 1, 3, 10, 30, 60];
// A whole number of seconds would favour a client that polls every second.
const SPREAD = [0.93, 0.965, 1.012, 1.043, 1.087];

/** Measures how late a peer detects that a project is ready, and how many polls that takes. */
export const waits: Measurement = {
  name: 'waits',
  async run({ peers }) {
    const rows: Row[] = [];
    for (const peer of peers) {
      const { name, remarks } = peer;
      const figures: Record<string, number | undefined> = {};
      for (const seconds of DURATIONS_S) {
        const measured: Wait[] = [];
        for (const factor of SPREAD) {
          const wait = await measureWait(peer, Math.round(seconds * factor * 1000));
          if (wait) measured.push(wait);
        }
        if (measured.length === 0) continue;
        figures[`delay, ${seconds} s`] = median(measured.map(({ lateMs }) => lateMs));
        figures[`polls, ${seconds} s`] = median(measured.map(({ requests }) => requests));
      }
      rows.push({ peer: name, figures, remark: remarks?.wait });
    }
    const columns = DURATIONS_S.flatMap((seconds) => [
      [`delay, ${seconds} s`, { unit: 'ms', digits: 0 }] as const,
      [`polls, ${seconds} s`, { unit: '', digits: 0 }] as const,
    ]);
    return {
      name: 'waits',
      title: 'Delay in detecting completion, and polls until completion, by duration of the operation',
      columns: Object.fromEntries(columns),
      rows,
      baseline: '@neon-api/client',
      note: 'medians of five durations around each; timers and clock of the process are fake for every peer; requests take no time',
    };
  },
};

interface Wait {
  readonly lateMs: number;
  readonly requests: number;
}

async function measureWait(peer: Peer, durationMs: number): Promise<Wait | undefined> {
  let requests = 0;
  const { value: waited, nowMs } = await withFakeTime(async (now) => {
    const client = await peer
      .open({
        // Neon's address, because our client has no rate limit on loopback.
        baseUrl: 'https://console.neon.tech/api/v2',
        fetch: async (input) => {
          requests += 1;
          return Response.json(answer(new URL(input instanceof Request ? input.url : String(input)).pathname, now()));
        },
      })
      .catch(() => undefined);
    if (client?.createProjectAndWait === undefined) return false;
    await client.createProjectAndWait();
    return true;
  });
  return waited ? { lateMs: nowMs - durationMs, requests: requests - 1 } : undefined;

  function answer(path: string, elapsedMs: number): object {
    const operation = (id: string, endMs: number): object => ({
      id,
      project_id: 'p',
      action: 'start_compute',
      status: elapsedMs < endMs ? 'running' : 'finished',
      failures_count: 0,
      total_duration_ms: 0,
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
    });
    const operations = { a: operation('a', durationMs / 3), b: operation('b', durationMs) };
    if (path.endsWith('/projects')) return { project: { id: 'p' }, operations: Object.values(operations) };
    if (path.endsWith('/operations')) return { operations: Object.values(operations) };
    return { operation: path.endsWith('/a') ? operations.a : operations.b };
  }
}
