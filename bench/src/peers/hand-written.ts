import type { Peer } from './peer.ts';

const TIMEOUT_MS = 60_000;

/**
 * What a careful user writes by hand to get the guarantees of our client: a timeout, no redirect that sends the key to
 * another host, and an error if the body is not JSON. This is the fair baseline for the cost of a client.
 */
export const handWritten: Peer = {
  name: 'hand-written',
  async open({ baseUrl, fetch = globalThis.fetch }) {
    const headers = {
      accept: 'application/json',
      authorization: 'Bearer bench-key',
      'user-agent': 'hand-written',
    };
    return {
      async getProject(id) {
        const halt = new AbortController();
        const timer = setTimeout(() => halt.abort(new Error('timed out')), TIMEOUT_MS);
        try {
          const url = `${baseUrl}/projects/${encodeURIComponent(id)}`;
          const response = await fetch(url, { method: 'GET', headers, signal: halt.signal, redirect: 'manual' });
          const text = await response.text();
          if (!response.ok) throw new Error(`${response.status}: ${text}`);
          return JSON.parse(text) as unknown;
        } finally {
          clearTimeout(timer);
        }
      },
    };
  },
};
