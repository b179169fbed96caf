import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, extname, join } from 'node:path';
import type { PostgresBinaries } from '../binaries/index.ts';
import { serverUser } from '../root-dir/index.ts';
import { serverEnvironment } from './server-environment.ts';

/** The program that starts and stops servers. Windows needs it: it drops an administrator's rights, and has no signals. */
export function pgCtlOf({ postgres }: PostgresBinaries): string {
  return join(dirname(postgres), `pg_ctl${extname(postgres)}`);
}

/** Runs pg_ctl without outputs: they would be the server's as well, and a pipe stays open for as long as that runs. */
export function runPgCtl(binaries: PostgresBinaries, words: readonly string[]): ChildProcess {
  return spawn(pgCtlOf(binaries), words, {
    cwd: '/',
    env: serverEnvironment(),
    stdio: 'ignore',
    windowsHide: true,
    ...serverUser(),
  });
}
