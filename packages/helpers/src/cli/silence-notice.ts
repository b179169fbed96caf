import type { Clock, NeonHooks } from '@neon-api/client';

export interface SilenceNotice {
  readonly host: string;
  readonly clock: Clock;
  /** Stops the command and its notices. */
  readonly signal: AbortSignal;
  readonly write: (line: string) => void;
}

// A command prints something within two seconds, whatever the server does.
const SILENCE_MS = 1_000;

/** Returns hooks that report a server that does not respond, once per call. Retries do not restart the timer. */
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
      // A refused request may be retried. If it is not, the call ends with `onError`.
      if (status < 400) end(callId);
    },
    onError: ({ callId }) => end(callId),
  };
}

function ignoreEnd(): void {}
