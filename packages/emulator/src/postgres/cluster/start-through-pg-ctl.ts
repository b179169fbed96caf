import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { PostgresBinaries } from '../binaries/index.ts';
import { readServerFile, serverUser } from '../root-dir/index.ts';
import { adoptProcess, type ServerProcess } from './adopted-process.ts';
import { serverEnvironment } from './server-environment.ts';

const READY_WITHIN_S = 60;

export interface PgCtlStart {
  readonly binaries: PostgresBinaries;
  readonly dataDir: string;
  readonly logFile: string;
  /** Words of the server's command line. */
  readonly settings: readonly string[];
}

/** Starts a server and waits until it takes connections; throws when it ends before that. Its log says why. */
export async function startThroughPgCtl({ binaries, dataDir, logFile, settings }: PgCtlStart): Promise<ServerProcess> {
  const pgCtl = pgCtlOf(binaries);
  const run = (...words: readonly string[]) =>
    // Its outputs would be the server's as well: a pipe stays open for as long as that runs.
    spawn(pgCtl, words, { cwd: '/', env: serverEnvironment(), stdio: 'ignore', windowsHide: true, ...serverUser() });
  const wait = ['-w', '-t', String(READY_WITHIN_S)];
  const starting = run('start', '-D', dataDir, '-l', logFile, ...wait, '-o', settings.map(quoteWord).join(' '));
  const [code] = await once(starting, 'exit');
  if (code !== 0) throw new Error(`${pgCtl} start ended with exit code ${code}`);
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = Number.parseInt(readServerFile(pidFile).toString('utf8'), 10);
  return adoptProcess({
    pid,
    sendSignal(signal) {
      if (signal === 'SIGKILL') process.kill(pid, signal);
      // Signals of Postgres, which Windows has none of.
      else run('kill', signal.replace('SIG', ''), String(pid)).on('error', () => {});
    },
    // A server that shuts down removes it.
    hasEndedInOrder: () => !existsSync(pidFile),
  });
}

function pgCtlOf({ postgres }: PostgresBinaries): string {
  return join(dirname(postgres), `pg_ctl${extname(postgres)}`);
}

/** For the shell through which pg_ctl starts the server: sh, or cmd.exe. */
function quoteWord(word: string): string {
  return /^[\w.,:=/-]+$/.test(word) ? word : `"${word}"`;
}
