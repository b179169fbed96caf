import type { FaultList } from '../../src/faults/index.ts';
import { createEmulator, type FetchEmulatorOptions } from '../../src/fetch/index.ts';

export interface Answer {
  readonly status: number;
  // Each command knows the type of its response.
  readonly body: never;
}

/** Starts an emulator in process, without a port. It validates its responses against the contract. */
export interface Real {
  call(method: string, path: string, body?: unknown, key?: string): Promise<Answer>;
  countCalls(): number;
  settle(): Promise<void>;
  readonly faults: FaultList;
  stop(): Promise<void>;
}

const API_KEY = 'model';

export async function startReal(random: () => number, overrides: FetchEmulatorOptions = {}): Promise<Real> {
  const log: string[] = [];
  const { fetch, apiUrl, settle, faults, stop } = await createEmulator({
    speed: 'instant',
    strict: true,
    clock: 'virtual',
    apiKey: API_KEY,
    random,
    log: (line) => log.push(line),
    ...overrides,
  });
  let calls = 0;
  return {
    async call(method, path, body, key = API_KEY) {
      calls += 1;
      const response = await fetch(`${apiUrl}${path}`, {
        method,
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.status >= 500) throw new Error(`${method} ${path} answered ${response.status}: ${log.join('\n')}`);
      return { status: response.status, body: (text ? JSON.parse(text) : undefined) as never };
    },
    countCalls: () => calls,
    settle,
    faults,
    stop,
  };
}
