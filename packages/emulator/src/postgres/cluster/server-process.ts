import { basename, join } from 'node:path';
import type { TenantSettings } from '../../data-plane/index.ts';
import { dataDirOf, logFileOf, readServerFile } from '../root-dir/index.ts';
import type { BranchHost } from './branch-host.ts';
import type { DirectListening, OwnPort } from './own-port.ts';
import type { StopMode } from './plan-stop.ts';
import type { ServerAddress } from './server-address.ts';
import type { ServerKind } from './server-settings.ts';
import { startWithRoom } from './shared-memory.ts';
import { type Server, type StartServerOptions, startServer } from './start-server.ts';
import { resumeFirstStart } from './unfinished-copy.ts';

/** The Postgres process of one branch. Callers run starts and stops one at a time. */
export interface ServerProcess {
  /** Undefined while it does not run. */
  readonly running: Server | undefined;
  /** The port on which the running server listens for clients; undefined: none. */
  readonly ownPort: OwnPort | undefined;
  /** Returns the server even if it has ended; throws if it was never started. */
  requireStarted(): Server;
  /** Resolves when the server accepts connections. A server that runs keeps its port. */
  start(ownPort?: OwnPort): Promise<ServerAddress>;
  stop(mode: StopMode): Promise<void>;
  readonly isClosed: boolean;
  /** Throws once the process is closed. */
  assertOpen(): void;
  /** Prevents further starts. */
  close(): void;
  reopen(): void;
}

interface ServerRole {
  readonly kind: ServerKind;
  /** Read at each start. */
  readonly tenantSettings: () => TenantSettings;
}

function primaryIn(dir: () => string, host: BranchHost): ServerRole {
  return { kind: 'primary', tenantSettings: () => host.tenantSettingsOf(basename(dir())) };
}

/** Creates the server of a copy, which must not receive rows for the subscriptions of the original. */
export function createPausedServer(
  dir: () => string,
  host: BranchHost,
  tenantSettings: () => TenantSettings,
): ServerProcess {
  return createServerProcess(dir, host, () => {}, {
    kind: 'primary',
    tenantSettings: () => ({ ...tenantSettings(), pausesSubscriptions: true }),
  });
}

export function createServerProcess(
  dir: () => string,
  host: BranchHost,
  onCrash: () => void,
  { kind, tenantSettings }: ServerRole = primaryIn(dir, host),
): ServerProcess {
  let server: Server | undefined;
  let lentPort: OwnPort | undefined;
  let isClosed = false;

  function assertOpen(): void {
    if (isClosed)
      throw new Error(`Branch ${basename(dir())} cannot start: it was deleted, or the emulator is stopping.`);
  }

  return {
    get running() {
      return server?.isRunning() ? server : undefined;
    },
    get ownPort() {
      return server?.isRunning() ? lentPort : undefined;
    },
    requireStarted() {
      if (server) return server;
      throw new Error(`Branch ${basename(dir())} has no server. Start it first.`);
    },
    async start(ownPort) {
      assertOpen();
      if (server?.isRunning()) return server.address;
      // Surviving processes of a crashed server would block the next one.
      await server?.stop('immediate');
      server = await startOn(dir(), { host, onCrash, kind, asked: tenantSettings(), ownPort });
      lentPort = ownPort;
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

interface Start {
  readonly host: BranchHost;
  readonly onCrash: () => void;
  readonly kind: ServerKind;
  readonly asked: TenantSettings;
  readonly ownPort: OwnPort | undefined;
}

async function startOn(branchDir: string, { host, onCrash, kind, asked, ownPort }: Start): Promise<Server> {
  const dataDir = dataDirOf(branchDir);
  await resumeFirstStart(dataDir);
  const majorVersion = Number.parseInt(readServerFile(join(dataDir, 'PG_VERSION')).toString('utf8'), 10);
  const binaries = host.binariesFor(majorVersion);
  // Settings that were stored without Postgres, or by an earlier version, were never checked.
  const fault = await host.checkSettings(binaries, dataDir, asked.pgSettings);
  if (fault !== undefined) host.log(`${basename(branchDir)} starts without its settings. ${fault}`);
  const tenant = fault === undefined ? asked : { ...asked, pgSettings: {} };
  const options = {
    binaries,
    kind,
    dataDir,
    logFile: logFileOf(branchDir),
    adminPassword: host.adminPassword,
    tenant,
    // A standby is copied again at each start, so its files need not survive a power cut.
    durable: host.durable && kind === 'primary',
    platform: host.platform,
    inherited: host.inherited,
    log: host.log,
    onCrash,
  };
  const start = async (): Promise<Server> =>
    ownPort && host.listening
      ? startListening({ ...options, listening: host.listening }, ownPort)
      : startServer({ ...options, address: await host.nextAddress() });
  return startWithRoom(start, host.makeRoom);
}

/** Starts a server that has the port until it ends. */
async function startListening(
  options: Omit<StartServerOptions, 'address'> & { readonly listening: DirectListening },
  ownPort: OwnPort,
): Promise<Server> {
  const takeBack = ownPort.lend();
  try {
    const server = await startServer({
      ...options,
      address: options.listening.addressAt(ownPort.port),
      onCrash() {
        void takeBack();
        options.onCrash();
      },
    });
    return {
      ...server,
      async stop(how) {
        await server.stop(how);
        await takeBack();
      },
    };
  } catch (error) {
    await takeBack();
    throw error;
  }
}
