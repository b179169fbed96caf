import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, extname, join } from 'node:path';
import type { PostgresBinaries } from '../binaries/index.ts';
import { serverUser } from '../root-dir/index.ts';
import { serverEnvironment } from './server-environment.ts';

/** Returns the path of pg_ctl. Windows needs it: it drops administrator rights, and replaces signals. */
export function pgCtlOf({ postgres }: PostgresBinaries): string {
  return join(dirname(postgres), `pg_ctl${extname(postgres)}`);
}

/** Runs pg_ctl without outputs, because the server would inherit them and keep a pipe open. */
export function runPgCtl(binaries: PostgresBinaries, words: readonly string[]): ChildProcess {
  return spawn(pgCtlOf(binaries), words, {
    cwd: '/',
    env: serverEnvironment(),
    stdio: 'ignore',
    windowsHide: true,
    ...serverUser(),
  });
}
