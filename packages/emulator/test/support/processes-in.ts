import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The ids of processes whose command line names a folder; on Linux. */
export function processesIn(dir: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dir);
    } catch {
      return false;
    }
  });
}

/** Ids of the processes that work in a folder or below, as all processes of a Postgres server do in its data directory. */
export function processesAt(dir: string): number[] {
  const isThere = (pid: string): boolean => {
    try {
      return /^\d+$/.test(pid) && `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${dir}/`);
    } catch {
      return false;
    }
  };
  return readdirSync('/proc').filter(isThere).map(Number);
}
