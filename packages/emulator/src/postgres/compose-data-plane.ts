import { join } from 'node:path';
import { chooseDefaultVersion, createOffDataPlane, NO_TENANT_SETTINGS } from '../data-plane/index.ts';
import type { PortDataPlane } from '../listener/index.ts';
import { systemClock } from '../support/index.ts';
import { type Admission, CLIENT_SESSIONS, createAdmission } from './admission/index.ts';
import {
  binarySources,
  decideLaunch,
  type FoundBinaries,
  findBinaries,
  howToGet,
  type PostgresBinaries,
  pickBinaries,
} from './binaries/index.ts';
import { type Branches, createBranches } from './branches.ts';
import {
  type BranchHost,
  createAddressBook,
  createPastServer,
  createSettingsCheck,
  createStandby,
  createTemplateCopies,
  ensureTemplate,
} from './cluster/index.ts';
import { createDataPlaneAdapter } from './data-plane-adapter.ts';
import type { PostgresDataPlaneOptions } from './data-plane-options.ts';
import { type Direct, openDirect } from './direct/index.ts';
import { createSchemaDump } from './dump/index.ts';
import { createEndpoints, type Endpoints } from './endpoints.ts';
import { createPooler, type Pooler, poolerLimits } from './pooler/index.ts';
import { type Folder, openFolder, prepareSystem, type System } from './prepare-system.ts';
import { type PostgresProxy, startProxy } from './proxy/index.ts';
import { repeat } from './repeat.ts';
import { createSpareDirs, PARTIAL_SUFFIX } from './root-dir/index.ts';
import { createServerless } from './serverless/index.ts';
import { type Authority, openAuthority } from './tls/index.ts';
import { createUndoList, type UndoList } from './undo-list.ts';
import { requireProcessList } from './watchdog/index.ts';

const LINGER_MS = 2000;
const HISTORY_BYTES = 2 ** 31;
const TRIM_EVERY_MS = 30_000;

export interface StartedDataPlane {
  readonly dataPlane: PortDataPlane;
  /** Explains the choice of Postgres to the user. */
  readonly notice?: string;
}

/**
 * Starts the Postgres side of the emulator. Nothing that it starts outlives this process, even if it is killed.
 *
 * @throws Error if the requested Postgres is not available, the folder is unusable or in use, or the port is taken
 */
export async function composeDataPlane(options: PostgresDataPlaneOptions): Promise<StartedDataPlane> {
  if (options.mode !== 'off') requireProcessList();
  const found = await findBinaries(options.mode, binarySources(options.extensionsDir));
  const { binaries, notice } = found;
  const dataPlane = binaries.length === 0 ? createOffDataPlane() : await startWith(found, options);
  return notice === undefined ? { dataPlane } : { dataPlane, notice };
}

async function startWith(found: FoundBinaries, options: PostgresDataPlaneOptions): Promise<PortDataPlane> {
  const undo = createUndoList();
  try {
    const folder = await openFolder(options, undo);
    const system = await prepareSystem(folder, options, undo);
    return await startParts({ found, options, folder, system, undo });
  } catch (error) {
    await undo.run();
    throw error;
  }
}

interface Composition {
  readonly found: FoundBinaries;
  readonly options: PostgresDataPlaneOptions;
  readonly folder: Folder;
  readonly system: System;
  readonly undo: UndoList;
}

async function startParts(composition: Composition): Promise<PortDataPlane> {
  const { found, options, folder, system, undo } = composition;
  const { layout, templatesDir, adminPassword } = folder;
  const { temporary, mode, trimEveryMs = TRIM_EVERY_MS, log = () => {} } = options;
  const pgVersions = found.binaries.map(({ majorVersion }) => majorVersion);
  const launch = decideLaunch(options.platform ?? process.platform);
  const binariesFor = (majorVersion: number): PostgresBinaries => ({
    ...pickBinaries(found, majorVersion, mode),
    launch,
  });
  const templateCopies = createTemplateCopies(layout.sparesDir, log);
  undo.add(() => templateCopies.close());
  const templateFor = (majorVersion: number): Promise<string> =>
    ensureTemplate({ templatesDir, binaries: binariesFor(majorVersion), adminPassword });
  // Fails the start, rather than the first project, if Postgres cannot create databases here.
  const firstTemplate = templateFor(chooseDefaultVersion(pgVersions)).then((template) => {
    templateCopies.prepare(template);
  });
  // Awaited below; until then, a failure must not end the process.
  firstTemplate.catch(() => {});
  undo.add(() => firstTemplate.catch(() => {}));
  options.onPrepared?.();
  const admission = createAdmission(options.clock ?? systemClock);
  const authority = await openAuthority(layout.caFile, layout.caKeyFile);
  const direct = options.direct
    ? await openDirect({ layout, temporary, socketDir: system.socketDir, authority, log })
    : undefined;
  const storage = createStorage(composition, { binariesFor, templateCopies, admission, direct });
  const { branches, endpoints, pooler, checkSettings } = storage;
  const proxy = await openProxy(composition, { ...storage, authority, admission }).catch(async (error: unknown) => {
    await system.watchdog.dismiss();
    throw error;
  });
  // The watchdog stops after the servers and before the folders, so that it also covers a kill during shutdown.
  undo.add(() => system.watchdog.dismiss());
  undo.add(() => branches.closeAll(temporary ? 'immediate' : 'clean'));
  undo.add(() => endpoints.closeStandbys());
  undo.add(() => proxy.stop());
  undo.add(async () => pooler.stop());
  undo.add(repeat(branches.trimHistories, trimEveryMs, log));
  undo.add(async () => direct?.ports.close());
  await direct?.ports.open(proxy.createListener);
  const serverless = createServerless({
    address: proxy.address,
    endpointAt: (host, port) => proxy.hosts.endpointAt(host) ?? direct?.ports.endpointAt(Number(port)),
    connect: proxy.connectPasswordFirst,
  });
  undo.add(async () => serverless.close());
  await firstTemplate;
  return createDataPlaneAdapter({
    kind: found.binaries.some(({ kind }) => kind === 'embedded') ? 'embedded' : 'system',
    pgVersions,
    howToGet: (majorVersion) => howToGet(majorVersion, mode, found.canInstall),
    address: {
      ...proxy.address,
      caFile: layout.caFile,
      ...(options.hostNames ? { hasHostNames: true } : { hostFor: proxy.hosts.hostFor }),
      ...(direct ? { directPortOf: (endpointId: string) => direct.ports.of(endpointId)?.port } : {}),
    },
    tls: authority,
    branches,
    endpoints,
    hosts: proxy.hosts,
    ownPorts: direct?.ports,
    serverless,
    schemaDump: createSchemaDump(),
    templateFor,
    checkSettings: async (majorVersion, settings) =>
      checkSettings(binariesFor(majorVersion), await templateFor(majorVersion), settings),
    stop: undo.run,
  });
}

interface Storage {
  readonly branches: Branches;
  readonly endpoints: Endpoints;
  readonly pooler: Pooler;
  readonly checkSettings: BranchHost['checkSettings'];
}

interface StorageParts extends Pick<BranchHost, 'binariesFor' | 'templateCopies'> {
  readonly admission: Admission;
  readonly direct: Direct | undefined;
}

interface ProxyParts extends Storage {
  readonly authority: Authority;
  readonly admission: Admission;
}

function createStorage(
  { options, folder, system, undo }: Composition,
  { binariesFor, templateCopies, admission: { gate }, direct }: StorageParts,
): Storage {
  const { layout, adminPassword } = folder;
  const { log = () => {}, events = { endpointStarted() {}, endpointSuspended() {} } } = options;
  const spares = createSpareDirs(layout.sparesDir, { log });
  const host: BranchHost = {
    rootDir: layout.rootDir,
    spares,
    templateCopies,
    adminPassword,
    durable: !options.temporary,
    inherited: system.serversSocket?.descriptor,
    nextAddress: createAddressBook(system.socketDir),
    listening: direct?.listening,
    binariesFor,
    onCrash: (holders) => endpoints.crashed(holders),
    isAtWork: options.isAtWork ?? (() => false),
    makeRoom: async () => (await branches.stopUnused()) || (await endpoints.suspendLongestIdle()),
    lingerMs: LINGER_MS,
    platform: options.platform ?? process.platform,
    log,
    historyBytes: options.historyBytes ?? HISTORY_BYTES,
    checkSettings: createSettingsCheck(),
    tenantSettingsOf: options.tenantSettingsOf ?? (() => NO_TENANT_SETTINGS),
    historyMsOf: (branchId) => (options.historySecondsOf?.(branchId) ?? Number.POSITIVE_INFINITY) * 1000,
  };
  // Before the folders are removed.
  undo.add(() => spares.close());
  const branches = createBranches(layout.branchesDir, layout.basesDir, host);
  const { idleSuspendMs, judgeConnection } = options;
  // Where a rule refuses the clients of this machine, the emulator keeps the port and refuses them.
  const mayBeDirect = (endpointId: string): boolean => !judgeConnection?.(endpointId, '127.0.0.1');
  const pooler = createPooler({
    connect: (endpointId) => endpoints.connectPooled(endpointId),
    beginUse: (endpointId) => endpoints.beginUse(endpointId),
    gate,
    limits: poolerLimits(CLIENT_SESSIONS),
    clock: options.clock ?? systemClock,
    log,
  });
  const endpoints = createEndpoints({
    branchOf: branches.find,
    ownPortOf: direct && ((endpointId) => (mayBeDirect(endpointId) ? direct.ports.of(endpointId) : undefined)),
    // The suffix marks it as no branch, so the next start removes it if this emulator is killed.
    standbyFor: (endpointId, branchId) =>
      createStandby(
        join(layout.branchesDir, `${endpointId}${PARTIAL_SUFFIX}`),
        () => branches.find(branchId),
        () => host.tenantSettingsOf(branchId, endpointId),
        host,
      ),
    serverAt: (name, branchId, at) =>
      createPastServer(
        join(layout.branchesDir, `${name}${PARTIAL_SUFFIX}`),
        { branchId, branch: branches.find(branchId), at },
        host,
      ),
    idleSuspendMs,
    events,
    onDisconnect: pooler.stopEndpoint,
    log,
  });
  return { branches, endpoints, pooler, checkSettings: host.checkSettings };
}

async function openProxy(
  { options }: Composition,
  { authority, branches, endpoints, pooler, admission }: ProxyParts,
): Promise<PostgresProxy> {
  return startProxy({
    port: options.port,
    branchIdOf: endpoints.branchIdOf,
    judgeConnection: options.judgeConnection ?? (() => undefined),
    awaitEndpoint: options.awaitEndpoint ?? (async () => ({ kind: 'unknown' })),
    endpointOf: endpoints.endpointOf,
    wake: endpoints.wake,
    connectBackend: endpoints.connect,
    async readLogin(endpointId, role) {
      const branchId = endpoints.branchIdOf(endpointId);
      return branchId === undefined ? undefined : branches.find(branchId).administer((admin) => admin.readLogin(role));
    },
    admission,
    pooler,
    authority,
    log: options.log ?? (() => {}),
  });
}
