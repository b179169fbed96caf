import { readFile, readlink } from 'node:fs/promises';
import { isAlive } from '../support/index.ts';
import type { Evidence, ProcessScope } from './holder.ts';

/** Where this process runs. Known on Linux only; elsewhere process ids have one scope. */
export async function readScope(): Promise<ProcessScope> {
  const [bootId, pidNamespace] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => undefined),
    readlink('/proc/self/ns/pid').catch(() => undefined),
  ]);
  return { bootId: bootId?.trim(), pidNamespace };
}

/** When a process started, in clock ticks since the boot; undefined where there is no such process or no /proc. */
export async function readStartTime(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second field is the command in parentheses and may hold blanks; the start time is field 22.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[22 - 3];
}

export function findProcess(pid: number): Evidence['process'] {
  if (pid === process.pid) return 'this';
  return isAlive(pid) ? 'another' : 'none';
}
