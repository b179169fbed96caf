import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { messageOf } from '@neon-api/ground';
import { createStrayFinder } from './find-stray-servers.ts';
import { stopStrayServers } from './stop-stray-servers.ts';
import { ALL_STOPPED, runWatchdog, type WatchdogArgs } from './watchdog-program.ts';

export interface Watchdog {
  /** Ends the watchdog without a cleanup, and waits until it has ended. */
  dismiss(): Promise<void>;
}

/**
 * Starts a process in its own session that outlives this one, even if this one is killed, and then cleans up.
 *
 * The program is passed as text. This module runs both from TypeScript (tests on Node 20, which cannot run a .ts file)
 * and from JavaScript (dist), so a path to a program file would be right in only one of them. The text comes from
 * functions, so it is still type-checked and linted.
 */
export async function startWatchdog(args: WatchdogArgs): Promise<Watchdog> {
  const child = spawn(process.execPath, ['-e', programText(), JSON.stringify(args)], {
    cwd: '/',
    detached: true,
    env: watchdogEnvironment(),
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  // A killed watchdog must not end the emulator.
  child.stdin.on('error', () => {});
  await once(child, 'spawn').catch((cause: unknown) => {
    throw new Error(`The watchdog, which cleans up after a crash, cannot be started: ${messageOf(cause)}`, {
      cause,
    });
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

/** Excludes secrets, and variables such as NODE_OPTIONS that are meant for this process. */
function watchdogEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SYSTEMROOT, LD_LIBRARY_PATH } = process.env;
  return { PATH, SYSTEMROOT, LD_LIBRARY_PATH };
}

function programText(): string {
  return [
    // Loaders that keep function names (tsx) wrap inner functions in calls of `__name`.
    'globalThis.__name = (value) => value;',
    "const modules = { fs: require('node:fs'), childProcess: require('node:child_process'), process };",
    `const stopStrays = (dir) => (${stopStrayServers})((${createStrayFinder})(modules, dir), modules);`,
    `(${runWatchdog})(modules, stopStrays, JSON.parse(process.argv[1]));`,
  ].join('\n');
}
