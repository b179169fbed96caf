import { execFileSync } from 'node:child_process';
import { call, type EmulatorProcess } from './emulator-process.ts';

/** Creates this number of projects, and returns the resident memory of the process in MiB. */
export async function measureMemory(emulator: EmulatorProcess, projects: number): Promise<number> {
  for (let number = 0; number < projects; number++) {
    await call(emulator, 'POST', '/projects', { project: { name: `project ${number}`, org_id: emulator.orgId } });
  }
  const kibibytes = execFileSync('ps', ['-o', 'rss=', '-p', String(emulator.pid)], { encoding: 'utf8' });
  return Number(kibibytes) / 1024;
}
