import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { errorMessage } from '../errors.ts';
import { createStrayFinder } from './find-stray-servers.ts';
import { stopStrayServers } from './stop-stray-servers.ts';
import { ALL_STOPPED, runWatchdog, type WatchdogArgs } from './watchdog-program.ts';

export interface Watchdog {
  /** Tells it that nothing is left to do, and waits until it is gone. */
  dismiss(): Promise<void>;
}

/**
 * Starts a process of its own session that outlives this one, by whatever signal this one ends, and cleans up.
 *
 * The program is handed over as text: this module is run from TypeScript (tests on Node 20, which cannot run a .ts
 * file by itself) as well as from JavaScript (dist), and a path to a program file would be right in one of them only.
 * Being functions, the text is still type-checked and linted.
 */
export async function startWatchdog(args: WatchdogArgs): Promise<Watchdog> {
  const child = spawn(process.execPath, ['-e', programText(), JSON.stringify(args)], {
    cwd: '/',
    detached: true,
    env: watchdogEnvironment(),
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  // A watchdog that somebody killed must not take the emulator with it.
  child.stdin.on('error', () => {});
  await once(child, 'spawn').catch((cause: unknown) => {
    throw new Error(`The process that cleans up after a crash cannot be started: ${errorMessage(cause)}`, { cause });
  });
  child.unref();
  const exited = new Promise((resolve) => child.once('exit', resolve));
  return {
    async dismiss() {
      child.stdin.end(ALL_STOPPED);
      child.ref();
      if (child.exitCode === null && child.signalCode === null) await exited;
    },
  };
}

/** Not NODE_OPTIONS and the like, which are for the program that runs here; and no secrets. */
function watchdogEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SYSTEMROOT, LD_LIBRARY_PATH } = process.env;
  return { PATH, SYSTEMROOT, LD_LIBRARY_PATH };
}

function programText(): string {
  return [
    // Loaders that keep function names (tsx) wrap inner functions in a call of this name.
    'globalThis.__name = (value) => value;',
    "const modules = { fs: require('node:fs'), childProcess: require('node:child_process'), process };",
    `const stopStrays = (dir) => (${stopStrayServers})((${createStrayFinder})(modules, dir), modules);`,
    `(${runWatchdog})(modules, stopStrays, JSON.parse(process.argv[1]));`,
  ].join('\n');
}
