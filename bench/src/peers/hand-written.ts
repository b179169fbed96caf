import type { Peer } from './peer.ts';

const TIMEOUT_MS = 60_000;

/**
 * What a careful user writes by hand, with the promises that our client makes for each call: a deadline, no redirect
 * that would carry the key elsewhere, and an error for a body that is not JSON. The fair measure of what a client costs.
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
