import { once } from 'node:events';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresBinaries } from '../binaries/index.ts';
import { stopStrays } from '../watchdog/index.ts';
import type { ServerProcess } from './adopted-process.ts';
import { runPgCtl } from './pg-ctl.ts';
import { planStop, type StopMode, type StopStep } from './plan-stop.ts';

const KILLED_WITHIN_MS = 3000;

export interface StoppableServer {
  readonly child: ServerProcess;
  readonly dataDir: string;
  readonly binaries: PostgresBinaries;
}

/**
 * Stops a server and waits for all its processes, so that nothing writes to its files afterwards. After a crash, it
 * stops the surviving processes.
 */
export async function stopServer(server: StoppableServer, how: StopMode): Promise<void> {
  const { child, dataDir, binaries } = server;
  for (const step of planStop(how, binaries.launch)) {
    if (hasExited(child)) break;
    await takeStep(server, step);
  }
  // A clean shutdown waits for all child processes.
  if (child.exitCode === 0) return;
  await stopStrays(dirname(dataDir));
  if (hasExited(child)) return;
  child.kill('SIGKILL');
  await exitsWithin(child, KILLED_WITHIN_MS);
}

async function takeStep({ child, dataDir, binaries }: StoppableServer, step: StopStep): Promise<void> {
  if (step.by === 'signal') child.kill(step.signal);
  else if (!(await stopThroughPgCtl(binaries, dataDir, step))) return;
  await exitsWithin(child, step.waitMs);
}

/** Resolves to whether the server stopped. */
function stopThroughPgCtl(
  binaries: PostgresBinaries,
  dataDir: string,
  { mode, waitMs }: StopStep & { readonly by: 'pg_ctl' },
): Promise<boolean> {
  const words = ['stop', '-D', dataDir, '-m', mode, '-w', '-t', String(waitMs / 1000), '-s'];
  return once(runPgCtl(binaries, words), 'exit').then(
    ([code]) => code === 0,
    () => false,
  );
}

async function exitsWithin(child: ServerProcess, ms: number): Promise<void> {
  if (hasExited(child)) return;
  const given = new AbortController();
  child.ref();
  await Promise.race([
    once(child, 'exit', { signal: given.signal }),
    sleep(ms, undefined, { signal: given.signal }),
  ]).finally(() => given.abort());
}

export function hasExited(child: ServerProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
