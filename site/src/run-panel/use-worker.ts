import { useEffect, useRef, useState } from 'preact/hooks';
import type { EmulatorView, RunEvent, RunRequest } from '../run/index.ts';

export interface RunState {
  readonly isRunning: boolean;
  readonly output: readonly string[];
  readonly error: string | undefined;
  /** How long the last run took; undefined while it runs. */
  readonly tookMs: number | undefined;
  readonly view: EmulatorView | undefined;
}

export interface UsedWorker {
  readonly state: RunState;
  run(request: RunRequest): void;
  /** Ends the program that runs, and starts the next one on an emulator without data. */
  renew(): void;
}

const INITIAL: RunState = { isRunning: false, output: [], error: undefined, tookMs: undefined, view: undefined };

/** Runs programs in a worker, so that a program that never ends does not stop the page. */
export function useWorker(): UsedWorker {
  const worker = useRef<Worker | undefined>(undefined);
  const [state, setState] = useState(INITIAL);
  const renew = (): void => {
    worker.current?.terminate();
    worker.current = undefined;
    setState(INITIAL);
  };
  const run = (request: RunRequest): void => {
    worker.current ??= startWorker((event) => setState((before) => applyEvent(before, event)));
    setState((before) => ({ ...INITIAL, view: before.view, isRunning: true }));
    worker.current.postMessage(request);
  };
  useEffect(() => () => worker.current?.terminate(), []);
  return { state, run, renew };
}

function startWorker(onEvent: (event: RunEvent) => void): Worker {
  const worker = new Worker(new URL('../run/worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<RunEvent>) => onEvent(data));
  worker.addEventListener('error', ({ message }) =>
    onEvent({ kind: 'end', error: `The example cannot be loaded: ${message}`, tookMs: 0 }),
  );
  return worker;
}

function applyEvent(state: RunState, event: RunEvent): RunState {
  switch (event.kind) {
    case 'output':
      return { ...state, output: [...state.output, event.text] };
    case 'view':
      return { ...state, view: event.view };
    case 'end':
      return { ...state, isRunning: false, error: event.error, tookMs: event.tookMs };
  }
}
