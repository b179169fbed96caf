import type { FaultList } from '../../src/faults/index.ts';
import { type EmulatorOptions, resolveOptions, startPlanes } from '../../src/start/index.ts';

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

export async function startReal(random: () => number, overrides: EmulatorOptions = {}): Promise<Real> {
  const log: string[] = [];
  const options = resolveOptions({
    postgres: 'off',
    speed: 'instant',
    strict: true,
    clock: 'virtual',
    apiKey: API_KEY,
    random,
    log: (line) => log.push(line),
    ...overrides,
  });
  let calls = 0;
  const { controlPlane, stop } = await startPlanes(options);
  return {
    async call(method, path, body, key = API_KEY) {
      calls += 1;
      const request = new Request(`http://localhost/api/v2${path}`, {
        method,
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', Host: 'localhost' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const response = await controlPlane.fetch(request);
      const text = await response.text();
      if (response.status >= 500) throw new Error(`${method} ${path} answered ${response.status}: ${log.join('\n')}`);
      return { status: response.status, body: (text ? JSON.parse(text) : undefined) as never };
    },
    countCalls: () => calls,
    settle: () => controlPlane.controls.settle(),
    faults: controlPlane.controls.faults,
    stop,
  };
}
