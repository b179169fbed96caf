import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Returns the ids of processes whose command line contains a folder. Linux only. */
export function processesIn(dir: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dir);
    } catch {
      return false;
    }
  });
}

/** Returns the ids of processes whose working directory is in a folder, such as those of a Postgres server. */
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
