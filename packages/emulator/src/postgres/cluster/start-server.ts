import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, fstatSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@neon-api/ground';
import type { TenantSettings } from '../../data-plane/index.ts';
import { type AdminLogin, closeProgramAccess, hasProgramAccess, withAdmin } from '../admin/index.ts';
import type { Launch, PostgresBinaries } from '../binaries/index.ts';
import { errorCode } from '../errors.ts';
import { giveFileToServer, openServerFile, readServerFile, serverUser } from '../root-dir/index.ts';
import type { ServerProcess } from './adopted-process.ts';
import { findLogReason } from './find-log-reason.ts';
import type { DirectListening } from './own-port.ts';
import type { StopMode } from './plan-stop.ts';
import type { ServerAddress } from './server-address.ts';
import { serverEnvironment } from './server-environment.ts';
import { type ServerKind, serverSettings } from './server-settings.ts';
import { isOutOfSharedMemoryIds, SharedMemoryLimitError } from './shared-memory.ts';
import { startThroughPgCtl } from './start-through-pg-ctl.ts';
import { hasExited, stopServer } from './stop-server.ts';

const LOG_FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND;
const POLL_MS = 2;
/** Long, because a copy of a busy branch first replays its log. */
const READY_WITHIN_S = 60;
const LOG_TAIL_LINES = 8;

export interface Server {
  readonly address: ServerAddress;
  /** Opens superuser sessions. */
  readonly login: AdminLogin;
  /** False once the server is stopping or has ended. */
  isRunning(): boolean;
  /** Resolves when every process of the server has ended, even after a crash. */
  stop(how: StopMode): Promise<void>;
}

export interface StartServerOptions {
  readonly binaries: PostgresBinaries;
  readonly kind: ServerKind;
  readonly dataDir: string;
  readonly logFile: string;
  readonly address: ServerAddress;
  readonly adminPassword: string;
  readonly tenant: TenantSettings;
  /** Set if Postgres itself listens for clients. */
  readonly listening?: DirectListening | undefined;
  readonly durable: boolean;
  readonly platform: NodeJS.Platform;
  /** How long the server may take to accept connections; default: 60 s. */
  readonly readyWithinS?: number | undefined;
  /** A file descriptor that the server keeps open while it runs. */
  readonly inherited?: number | undefined;
  /** Receives the end of the server's log if the start fails. */
  readonly log: (line: string) => void;
  /** Called if the server ends without `stop`. */
  readonly onCrash: () => void;
}

/** Starts Postgres on a data directory and waits until it accepts connections. */
export async function startServer(options: StartServerOptions): Promise<Server> {
  const { kind, dataDir, logFile, address, durable, platform, binaries, adminPassword, tenant, log } = options;
  const { readyWithinS = READY_WITHIN_S } = options;
  const { majorVersion } = binaries;
  const login: AdminLogin = { address, password: adminPassword, majorVersion };
  const hasStatementStatistics = binaries.kind === 'embedded';
  const settings = serverSettings(address, {
    kind,
    majorVersion,
    durable,
    platform,
    hasStatementStatistics,
    tenant,
    listening: options.listening,
  });
  const logStart = openLog(logFile, binaries.launch);
  let child: ServerProcess | undefined;
  const stop = async (how: StopMode): Promise<void> => {
    if (child) await stopServer({ child, dataDir, binaries }, how);
  };
  try {
    child =
      binaries.launch === 'direct'
        ? await spawnServer(options, ['-D', dataDir, ...settings])
        : await startThroughPgCtl({ binaries, dataDir, logFile, settings, readyWithinS });
    await waitUntilReady(child, dataDir, readyWithinS);
    if (kind === 'primary' && hasProgramAccess(majorVersion))
      await withAdmin(login, { work: 'close program access' }, closeProgramAccess);
  } catch (cause) {
    await stop('immediate');
    const tail = readTail(logFile, logStart);
    if (isOutOfSharedMemoryIds(tail)) throw new SharedMemoryLimitError(dataDir, platform);
    log(`Postgres did not start on ${dataDir}; its log ends:\n${tail}`);
    const reason = findLogReason(tail) ?? messageOf(cause);
    throw new Error(`Postgres did not start on ${dataDir}: ${reason}`, { cause });
  }
  const started = child;
  let isStopping = false;
  let isGone = false;
  started.once('exit', () => {
    if (!isStopping) options.onCrash();
  });
  return {
    address,
    login,
    isRunning: () => !isStopping && !hasExited(started),
    async stop(how) {
      isStopping = true;
      // Only once: another server may run in this folder later.
      if (!isGone) await stop(how);
      isGone = true;
    },
  };
}

/** Creates the log file if it does not exist; returns its size in bytes. */
function openLog(logFile: string, launch: Launch): number {
  const log = openServerFile(logFile, LOG_FLAGS);
  try {
    // pg_ctl opens the file as the user who runs Postgres.
    if (launch === 'pg_ctl') giveFileToServer(log);
    return fstatSync(log).size;
  } finally {
    closeSync(log);
  }
}

async function spawnServer(
  { binaries, logFile, inherited }: StartServerOptions,
  args: string[],
): Promise<ServerProcess> {
  const { postgres } = binaries;
  const log = openServerFile(logFile, LOG_FLAGS);
  try {
    const child = spawn(postgres, args, {
      cwd: '/',
      // In its own session, so that Ctrl-C reaches only the emulator, which then stops its servers cleanly.
      detached: true,
      env: serverEnvironment(),
      stdio: ['ignore', log, log, ...(inherited === undefined ? [] : [inherited])],
      windowsHide: true,
      ...serverUser(),
    });
    await once(child, 'spawn').catch((cause: unknown) => {
      throw new Error(`${postgres} does not run: ${messageOf(cause)}. Check that the file is executable.`, {
        cause,
      });
    });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** Waits for the status in the server's pid file, as pg_ctl does: a login would take longer than most of the waits. */
async function waitUntilReady(child: ServerProcess, dataDir: string, withinS: number): Promise<void> {
  const deadline = Date.now() + withinS * 1000;
  while (readStatus(dataDir, child.pid) !== 'ready') {
    if (hasExited(child))
      throw new Error(`it ended immediately (${child.signalCode ?? `exit code ${child.exitCode}`})`);
    if (Date.now() > deadline) throw new Error(`it was not ready within ${withinS} s`);
    await sleep(POLL_MS);
  }
}

/**
 * Returns the status in the eighth line of the pid file; undefined before the server `pid` has written it.
 * https://github.com/postgres/postgres/blob/REL_17_STABLE/src/include/utils/pidfile.h
 */
function readStatus(dataDir: string, pid: number | undefined): string | undefined {
  try {
    const lines = readServerFile(join(dataDir, 'postmaster.pid')).toString('latin1').split('\n');
    return Number(lines[0]) === pid ? lines[7]?.trim() : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function readTail(logFile: string, from: number): string {
  const text = readServerFile(logFile).subarray(from).toString('utf8');
  return text.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}
