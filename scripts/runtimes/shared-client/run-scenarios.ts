import { startEmulator } from '@neon-api/emulator';
import type { Outcome } from '../../harness/index.ts';
import { openGate } from './gate.ts';
import { SCENARIOS, type ScenarioContext } from './scenarios.ts';

/** Much longer than a lease, and shorter than any timeout of the client. */
const LONGEST_MS = 25_000;

/** Runs every scenario on the worker at that address, against an emulator with realistic durations. */
export async function runScenarios(worker: string): Promise<readonly Outcome[]> {
  const emulator = await startEmulator({ port: 0, postgres: 'off', speed: 'realistic', log: () => undefined });
  const { origin, pathname } = new URL(emulator.apiUrl);
  const gate = await openGate(origin);
  const target = { baseUrl: `${gate.origin}${pathname}`, apiKey: emulator.apiKey, orgId: emulator.orgId };
  const ask: ScenarioContext['ask'] = (task) => {
    const request = new AbortController();
    const answer = fetch(worker, {
      method: 'PUT',
      body: JSON.stringify({ ...target, ...task }),
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(LONGEST_MS)]),
    }).then((response) => response.json());
    return {
      answer,
      async cutOff() {
        request.abort();
        await answer.catch(() => undefined);
      },
    };
  };
  const outcomes: Outcome[] = [];
  try {
    for (const { name, run } of SCENARIOS) {
      outcomes.push(
        await run({ gate, ask }).then(
          (value) => ({ name, value }),
          (error: unknown) => ({ name, error: String(error) }),
        ),
      );
    }
  } finally {
    await gate.stop();
    await emulator.stop();
  }
  return outcomes;
}
