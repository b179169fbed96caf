import type { LiveChange } from '@neon-api/emulator';
import { batch, type Signal } from '@preact/signals';
import type { Fetch } from '../api/index.ts';
import { applyChanges, type LiveState } from './live-state.ts';
import { splitEvents } from './read-events.ts';

/** `refused`: the admin token is wrong. */
export type LiveStatus = 'connecting' | 'live' | 'lost' | 'refused';

export interface FollowOptions {
  readonly fetch: Fetch;
  readonly adminToken: string;
  readonly state: LiveState;
  readonly status: Signal<LiveStatus>;
  readonly projectId?: string | undefined;
  readonly requests?: boolean;
}

/** Longer than the emulator's pause between heartbeats, 15 s. */
const SILENCE_MS = 40_000;
const LONGEST_PAUSE_MS = 5000;

/** Follows the emulator until the signal aborts. Each new connection begins with a snapshot, so nothing is missed. */
export async function follow(options: FollowOptions, signal: AbortSignal): Promise<void> {
  const { status } = options;
  for (let failures = 0; !signal.aborted; failures++) {
    const connection = new AbortController();
    const abort = (): void => connection.abort();
    signal.addEventListener('abort', abort);
    const outcome = await followOnce(options, connection, () => {
      failures = 0;
    }).catch(() => 'lost' as const);
    signal.removeEventListener('abort', abort);
    connection.abort();
    if (signal.aborted) return;
    status.value = outcome;
    if (outcome === 'refused') return;
    await pause(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** failures), signal);
  }
}

async function followOnce(
  { fetch, adminToken, state, status, projectId, requests = false }: FollowOptions,
  connection: AbortController,
  onEvent: () => void,
): Promise<LiveStatus> {
  const query = new URLSearchParams({ ...(projectId ? { project: projectId } : {}), requests: String(requests) });
  const { body, status: code } = await fetch(`/__emulator/events?${query}`, {
    headers: { Authorization: `Bearer ${adminToken}` },
    signal: connection.signal,
  });
  if (code === 401) return 'refused';
  if (code !== 200 || !body) return 'lost';
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let silence: ReturnType<typeof setTimeout> | undefined;
  try {
    for (;;) {
      clearTimeout(silence);
      silence = setTimeout(() => connection.abort(), SILENCE_MS);
      const { done, value } = await reader.read();
      if (done) return 'lost';
      const { events, rest } = splitEvents(text + value);
      text = rest;
      batch(() => {
        for (const { event, data } of events)
          applyChanges(state, JSON.parse(data) as LiveChange[], event === 'snapshot');
        if (events.length > 0) status.value = 'live';
      });
      onEvent();
    }
  } finally {
    clearTimeout(silence);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
