import { readFile } from 'node:fs/promises';

/** Names one process for good, also when its id is used again (start time: known on Linux only). */
export async function markProcess(pid: number): Promise<string> {
  return `${pid} ${(await readStartTime(pid)) ?? 'unknown'}`;
}

/** True when the process that a mark names still runs. */
export async function isMarkAlive(mark: string): Promise<boolean> {
  const [pidText, startTime] = mark.trim().split(' ');
  const pid = Number(pidText);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isPidAlive(pid)) return false;
  return startTime === ((await readStartTime(pid)) ?? 'unknown');
}

function isPidAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function readStartTime(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second field is the command in parentheses and may hold blanks; the start time is field 22.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[22 - 3];
}
