import { readdirSync, readFileSync } from 'node:fs';

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
