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
  /** Arguments of the server's command line. */
  readonly settings: readonly string[];
  readonly readyWithinS: number;
}

/** Starts a server and waits until it accepts connections; throws if it ends before that. Its log says why. */
export async function startThroughPgCtl(options: PgCtlStart): Promise<ServerProcess> {
  const { binaries, dataDir, logFile, settings, readyWithinS } = options;
  const wait = ['-w', '-t', String(readyWithinS)];
  const words = ['start', '-D', dataDir, '-l', logFile, ...wait, '-o', settings.map(quoteWord).join(' ')];
  const [code] = await once(runPgCtl(binaries, words), 'exit');
  if (code !== 0) {
    // After a timeout of pg_ctl, the server is still starting.
    await stopStrays(dirname(dataDir));
    throw new Error(`${pgCtlOf(binaries)} start ended with exit code ${code}`);
  }
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = Number.parseInt(readServerFile(pidFile).toString('utf8'), 10);
  return adoptProcess({
    pid,
    // A clean shutdown removes the pid file.
    hasEndedInOrder: () => !existsSync(pidFile),
  });
}

/** Quotes a word for the shell that pg_ctl uses: sh or cmd.exe. */
function quoteWord(word: string): string {
  return /^[\w.,:=/-]+$/.test(word) ? word : `"${word}"`;
}
