import type { Clock, NeonHooks } from '@neon-api/client';

export interface SilenceNotice {
  readonly host: string;
  readonly clock: Clock;
  /** Ends the command, and with it the wait for its next notice. */
  readonly signal: AbortSignal;
  readonly write: (line: string) => void;
}

// A command says something within two seconds, whatever the server does.
const SILENCE_MS = 1_000;

/** Hooks that report a server that does not answer, once for each call; retries do not start the time again. */
export function noticeSilence({ host, clock, signal, write }: SilenceNotice): NeonHooks {
  const waits = new Map<number, AbortController>();
  const end = (callId: number): void => {
    waits.get(callId)?.abort();
    waits.delete(callId);
  };
  return {
    onRequest({ callId }) {
      if (waits.has(callId)) return;
      const wait = new AbortController();
      waits.set(callId, wait);
      const either = AbortSignal.any([signal, wait.signal]);
      clock.sleep(SILENCE_MS, either).then(() => write(`Waiting for ${host}…`), ignoreEnd);
    },
    onResponse({ callId, status }) {
      // What is refused may be tried again: the call ends with `onError` otherwise.
      if (status < 400) end(callId);
    },
    onError: ({ callId }) => end(callId),
  };
}

function ignoreEnd(): void {}
