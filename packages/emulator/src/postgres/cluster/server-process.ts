import { basename, join } from 'node:path';
import { dataDirOf, logFileOf, readServerFile } from '../root-dir/index.ts';
import type { BranchHost } from './branch-host.ts';
import type { StopMode } from './plan-stop.ts';
import type { ServerAddress } from './server-address.ts';
import type { ServerKind } from './server-settings.ts';
import { startWithRoom } from './shared-memory.ts';
import { type Server, startServer } from './start-server.ts';
import { resumeFirstStart } from './unfinished-copy.ts';

/** The Postgres of one branch, which is started and stopped again and again. Starts and stops take turns. */
export interface ServerProcess {
  /** Undefined while it does not run. */
  readonly running: Server | undefined;
  /** Also one that has ended meanwhile; throws when none was started yet. */
  requireStarted(): Server;
  /** Resolves when the server accepts connections. */
  start(): Promise<ServerAddress>;
  stop(mode: StopMode): Promise<void>;
  readonly isClosed: boolean;
  /** Throws once the process is closed. */
  assertOpen(): void;
  /** From now on it does not start. */
  close(): void;
  reopen(): void;
}

export function createServerProcess(
  dir: () => string,
  host: BranchHost,
  onCrash: () => void,
  kind: ServerKind = 'primary',
): ServerProcess {
  let server: Server | undefined;
  let isClosed = false;

  function assertOpen(): void {
    if (isClosed) throw new Error(`Branch ${basename(dir())} was deleted, or the emulator is stopping.`);
  }

  return {
    get running() {
      return server?.isRunning() ? server : undefined;
    },
    requireStarted() {
      if (server) return server;
      throw new Error(`Branch ${basename(dir())} has no server yet.`);
    },
    async start() {
      assertOpen();
      if (server?.isRunning()) return server.address;
      // What is left of a server that ended by itself would keep the next one from its data.
      await server?.stop('immediate');
      server = await startOn(dir(), host, onCrash, kind);
      return server.address;
    },
    stop: async (mode) => server?.stop(mode),
    get isClosed() {
      return isClosed;
    },
    assertOpen,
    close() {
      isClosed = true;
    },
    reopen() {
      isClosed = false;
    },
  };
}

async function startOn(branchDir: string, host: BranchHost, onCrash: () => void, kind: ServerKind): Promise<Server> {
  const dataDir = dataDirOf(branchDir);
  await resumeFirstStart(dataDir);
  const majorVersion = Number.parseInt(readServerFile(join(dataDir, 'PG_VERSION')).toString('utf8'), 10);
  const options = {
    binaries: host.binariesFor(majorVersion),
    kind,
    dataDir,
    logFile: logFileOf(branchDir),
    adminPassword: host.adminPassword,
    durable: host.durable,
    platform: host.platform,
    inherited: host.inherited,
    log: host.log,
    onCrash,
  };
  const start = async (): Promise<Server> => startServer({ ...options, address: await host.nextAddress() });
  return startWithRoom(start, host.makeRoom);
}
