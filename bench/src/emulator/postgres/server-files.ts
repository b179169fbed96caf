import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the path of a branch's data directory. */
export function dataDirOf(emulatorDir: string, branchId: string): string {
  return join(emulatorDir, 'postgres', 'branches', branchId, 'data');
}

export interface ServerFiles {
  readonly postgres: string;
  readonly initdb: string;
  /** The user who runs Postgres. If the emulator runs as root, this is another user. */
  readonly uid: number;
  readonly gid: number;
}

/** Returns the programs that run a branch's server. */
export function serverFilesOf(dataDir: string): ServerFiles {
  const [postgres = ''] = readFileSync(join(dataDir, 'postmaster.opts'), 'utf8').split(' ');
  const { uid, gid } = statSync(dataDir);
  return { postgres, initdb: postgres.replace(/postgres$/, 'initdb'), uid, gid };
}
