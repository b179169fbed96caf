import type { NeonCaller } from '@neon-api/client/minimal';
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Admin, type Credentials, createAdmin, createConsoleClient, type Fetch } from '../api/index.ts';
import { createLiveState, follow, type LiveState, type LiveStatus } from '../live/index.ts';

/** What a view shows in addition to the list of projects and the controls. */
export interface Scope {
  readonly projectId?: string | undefined;
  readonly requests?: boolean;
}

/** A console at work: its clients, and what the emulator shows now. */
export interface Session {
  readonly fetch: Fetch;
  readonly neon: NeonCaller;
  readonly admin: Admin;
  readonly state: LiveState;
  readonly status: ReadonlySignal<LiveStatus>;
  /** The emulator's time in ms since the epoch, once a second. */
  readonly nowMs: ReadonlySignal<number>;
  /** Follows what the scope names until the returned function is called. */
  watch(scope: Scope): () => void;
}

const TICK_MS = 1000;

export function createSession(fetch: Fetch, { apiKey, adminToken }: Credentials): Session {
  const state = createLiveState();
  const status = signal<LiveStatus>('connecting');
  return {
    fetch,
    neon: createConsoleClient(fetch, apiKey),
    admin: createAdmin(fetch, adminToken),
    state,
    status,
    nowMs: createNow(state),
    watch({ projectId, requests }) {
      const stopping = new AbortController();
      for (const topic of [state.branch, state.endpoint, state.operation, state.request] as Signal<unknown>[])
        topic.value = new Map();
      status.value = 'connecting';
      void follow({ fetch, adminToken, state, status, projectId, requests: requests ?? false }, stopping.signal);
      return () => stopping.abort();
    },
  };
}

/** A virtual clock moves only with updates; a system clock runs as fast as the browser's. */
function createNow({ clock }: LiveState): ReadonlySignal<number> {
  const ticks = signal(0);
  const received = signal({ emulatorMs: Date.now(), atMs: performance.now(), runs: true });
  effect(() => {
    const shown = clock.value.get('');
    if (shown)
      received.value = { emulatorMs: Date.parse(shown.now), atMs: performance.now(), runs: shown.kind === 'system' };
  });
  setInterval(() => {
    ticks.value += 1;
  }, TICK_MS);
  return computed(() => {
    void ticks.value;
    const { emulatorMs, atMs, runs } = received.value;
    return runs ? Math.round(emulatorMs + performance.now() - atMs) : emulatorMs;
  });
}

const SessionContext = createContext<Session | undefined>(undefined);
export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs a SessionProvider around the component.');
  return session;
}
