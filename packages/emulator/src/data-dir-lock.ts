import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmulatorStartError } from './errors/index.ts';

/** Keeps a second emulator out of a data directory; a lock whose process is gone does not count. Returns its release. */
export function lockDataDir(dataDir: string): () => void {
  const path = join(dataDir, 'control-plane.lock');
  const holder = readHolder(path);
  if (holder !== undefined && isAlive(holder)) {
    throw new EmulatorStartError(
      `The data directory ${dataDir} is in use by another emulator (process ${holder}). Stop that one, or choose another directory.`,
    );
  }
  rmSync(path, { force: true });
  try {
    // Of two that start at the same moment, one finds the file there.
    writeFileSync(path, String(process.pid), { flag: 'wx' });
  } catch {
    throw new EmulatorStartError(`Another emulator is just starting in ${dataDir}. Choose another directory.`);
  }
  return () => rmSync(path, { force: true });
}

function readHolder(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
