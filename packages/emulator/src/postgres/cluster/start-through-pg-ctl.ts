import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PostgresBinaries } from '../binaries/index.ts';
import { readServerFile } from '../root-dir/index.ts';
import { stopStrays } from '../watchdog/index.ts';
import { adoptProcess, type ServerProcess } from './adopted-process.ts';
import { pgCtlOf, runPgCtl } from './pg-ctl.ts';

export interface PgCtlStart {
  readonly binaries: PostgresBinaries;
  readonly dataDir: string;
  readonly logFile: string;
  /** Words of the server's command line. */
  readonly settings: readonly string[];
  readonly readyWithinS: number;
}

/** Starts a server and waits until it takes connections; throws when it ends before that. Its log says why. */
export async function startThroughPgCtl(options: PgCtlStart): Promise<ServerProcess> {
  const { binaries, dataDir, logFile, settings, readyWithinS } = options;
  const wait = ['-w', '-t', String(readyWithinS)];
  const words = ['start', '-D', dataDir, '-l', logFile, ...wait, '-o', settings.map(quoteWord).join(' ')];
  const [code] = await once(runPgCtl(binaries, words), 'exit');
  if (code !== 0) {
    // A server that takes longer than this keeps starting.
    await stopStrays(dirname(dataDir));
    throw new Error(`${pgCtlOf(binaries)} start ended with exit code ${code}`);
  }
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = Number.parseInt(readServerFile(pidFile).toString('utf8'), 10);
  return adoptProcess({
    pid,
    // A server that shuts down removes it.
    hasEndedInOrder: () => !existsSync(pidFile),
  });
}

/** For the shell through which pg_ctl starts the server: sh, or cmd.exe. */
function quoteWord(word: string): string {
  return /^[\w.,:=/-]+$/.test(word) ? word : `"${word}"`;
}
