import type { AddedFault, Fault, LimitOptions } from '@neon-api/emulator';
import type { Fetch } from './fetch.ts';

/** The admin API of the emulator. */
export interface Admin {
  addFault(fault: Fault): Promise<AddedFault>;
  removeFault(id: string): Promise<void>;
  clearFaults(): Promise<void>;
  setLimits(limits: boolean | LimitOptions): Promise<void>;
  advanceClock(ms: number): Promise<void>;
  clearRequests(): Promise<void>;
}

export function createAdmin(fetch: Fetch, adminToken: string): Admin {
  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`/__emulator${path}`, {
      method,
      headers: { Authorization: `Bearer ${adminToken}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const value = text === '' ? undefined : (JSON.parse(text) as unknown);
    if (!response.ok)
      throw new Error((value as { message?: string })?.message ?? `The emulator answered ${response.status}.`);
    return value;
  }
  return {
    addFault: async (fault) => (await call('POST', '/faults', fault)) as AddedFault,
    removeFault: async (id) => void (await call('DELETE', `/faults/${encodeURIComponent(id)}`)),
    clearFaults: async () => void (await call('DELETE', '/faults')),
    setLimits: async (limits) => void (await call('PUT', '/limits', { limits })),
    advanceClock: async (ms) => void (await call('POST', '/clock', { advance_ms: ms })),
    clearRequests: async () => void (await call('DELETE', '/requests')),
  };
}
