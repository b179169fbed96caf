import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where the emulator keeps a branch's data directory. */
export function dataDirOf(emulatorDir: string, branchId: string): string {
  return join(emulatorDir, 'postgres', 'branches', branchId, 'data');
}

export interface ServerFiles {
  readonly postgres: string;
  readonly initdb: string;
  /** Who runs it: root hands it to another user. */
  readonly uid: number;
  readonly gid: number;
}

/** The programs that a branch's server was started from. */
export function serverFilesOf(dataDir: string): ServerFiles {
  const [postgres = ''] = readFileSync(join(dataDir, 'postmaster.opts'), 'utf8').split(' ');
  const { uid, gid } = statSync(dataDir);
  return { postgres, initdb: postgres.replace(/postgres$/, 'initdb'), uid, gid };
}
