import { createNeonClient, type NeonCaller } from '@neon-api/client/minimal';
import { CONSOLE_HEADER, type Fetch } from './fetch.ts';

/** The client accepts plain HTTP only for loopback; `fetch` then sends to the emulator's own address. */
const PLACEHOLDER = 'http://127.0.0.1';
const API_BASE_PATH = '/api/v2';

/** Creates a client of the emulator's API that sends through `fetch`. */
export function createConsoleClient(fetch: Fetch, apiKey: string): NeonCaller {
  return createNeonClient({
    apiKey,
    baseUrl: `${PLACEHOLDER}${API_BASE_PATH}`,
    fetch: async (url, init) => {
      const headers = new Headers(init?.headers);
      headers.set(CONSOLE_HEADER, 'true');
      // Browsers do not let scripts set it, and warn.
      headers.delete('user-agent');
      return fetch(String(url).slice(PLACEHOLDER.length), { ...init, headers } as RequestInit);
    },
  });
}
