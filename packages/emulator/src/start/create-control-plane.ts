import type { HttpBindings } from '@hono/node-server';
import { findKey } from '../access/index.ts';
import {
  type AdminOptions,
  createAdminApp,
  createEmulatorClock,
  createRequestLog,
  dropProjectData,
  type EmulatorClock,
  isVirtualClock,
  type LoggedRequest,
  type RequestLog,
} from '../admin/index.ts';
import type { Policy } from '../calls/index.ts';
import { CONSOLE_HEADER, createConsoleApp } from '../console/index.ts';
import { sharedContract } from '../contract/index.ts';
import { EmulatorUsageError } from '../errors/index.ts';
import {
  createFaultList,
  createFaultLocks,
  type FaultList,
  type FaultSource,
  injectFaults,
  type OperationFaults,
} from '../faults/index.ts';
import {
  createHousekeeper,
  dropUnusedObjects,
  HANDLERS,
  type SharedContext,
  serveS3,
  transferObject,
} from '../handlers/index.ts';
import { API_BASE_PATH, createApp, createDispatch } from '../http/index.ts';
import { createLimitSwitch, type LimitSwitch } from '../limits/index.ts';
import { createChangeFeed, createLiveChangeFinder, streamEvents } from '../live/index.ts';
import { createReferenceApp } from '../reference/index.ts';
import { plantSeed } from '../seed/index.ts';
import { createState, type State } from '../state/index.ts';
import type { ResolvedOptions } from './emulator-options.ts';

/** Controls of a running emulator that are not part of Neon's API. */
export interface EmulatorControls {
  readonly faults: FaultList;
  readonly clock: EmulatorClock;
  /** Returns the latest 1,000 requests, oldest first, without secrets. */
  listRequests(): LoggedRequest[];
  /** Resolves once all operations have finished. Advances a virtual clock as needed. */
  settle(): Promise<void>;
  /** Returns to the initial state: only the projects of the seed, no faults, no requests. */
  reset(): Promise<void>;
}

/** The parts of the API that need no port. */
export interface ControlPlane {
  readonly controls: EmulatorControls;
  /** Pass `bindings` if the request has a connection. */
  fetch(request: Request, bindings?: HttpBindings): Response | Promise<Response>;
  /** Resumes unfinished operations, and creates the seed's projects if the state is new. */
  start(isNew: boolean): Promise<void>;
  /** Organization of the emulator's own user. */
  readonly orgId: string;
  /** Deletes the contents of branches that were deleted, reset or purged in an earlier run. */
  dropUnusedObjects(): void;
  /** Ends the calls that hang. */
  release(): void;
  stop(): void;
}

export function createControlPlane(
  options: ResolvedOptions,
  context: SharedContext,
  operationFaults: OperationFaults,
): ControlPlane {
  const { apiKey, adminToken, random, log, strict, limits, seed } = options;
  const { store, clock, operations, dataPlane } = context;
  const contract = sharedContract();
  const locks = createFaultLocks(clock);
  const stopping = new AbortController();
  const watched = createWatched(limits, context, stopping.signal);
  const { faults, requests, limitSwitch } = watched;
  const housekeeper = createHousekeeper(context, log);
  const dispatch = createDispatch({
    contract,
    handlers: HANDLERS,
    handlerContext: context,
    strict,
    policies: [
      spareConsole(limitSwitch.policy),
      spareConsole(injectFaults({ faults, locks, operationFaults, clock, stopping: stopping.signal })),
    ],
    housekeep: () => housekeeper.sweep(),
  });

  const orgId = store.state.organizations[0]?.organization.id ?? '';
  const settle = (): Promise<void> => settleOperations(context);

  async function reset(): Promise<void> {
    faults.clear();
    locks.clear();
    operationFaults.clear();
    await settle();
    for (const project of store.state.projects.values()) await dropProjectData(project, dataPlane, log);
    store.replace(createState(clock, random));
    await plant();
    await store.flushed();
    requests.clear();
  }

  async function plant(): Promise<void> {
    if (!seed) return;
    await plantSeed(seed, async (path, body) => {
      const answer = await postSeed(app, apiKey, path, path === '/projects' ? withOrg(body, orgId) : body);
      await settle();
      return answer;
    });
  }

  const app = createApp({
    apiKey,
    findOwner: () => ({ kind: 'user', userId: store.state.users[0]?.id ?? '' }),
    findKey: (token) => findKey(store, clock, token),
    dispatch,
    transferObject: (request) => transferObject(context, request),
    serveS3: (request) => serveS3(context, request),
    requests,
    admin: createAdminApp({ ...watched, adminToken, limits: limitSwitch, readState: () => store.state, reset }),
    reference: createReferenceApp(() => contract.document, API_BASE_PATH),
    console: createConsoleApp(),
    random,
    log,
  });

  return {
    controls: { faults, clock: watched.clock, listRequests: () => requests.list(), settle, reset },
    fetch: (request, bindings) => app.fetch(request, bindings),
    orgId,
    async start(isNew) {
      operations.resume();
      housekeeper.start();
      if (isNew) await plant();
    },
    dropUnusedObjects: () => dropUnusedObjects(context),
    release: () => stopping.abort(),
    stop: () => housekeeper.stop(),
  };
}

async function settleOperations({ operations, clock }: SharedContext): Promise<void> {
  const settled = operations.settle();
  // Nothing else advances a virtual clock during this wait.
  await (isVirtualClock(clock) ? clock.advanceUntil(settled) : settled);
}

/** What the console shows and changes in addition to the state, and the events about both. */
interface Watched {
  readonly faults: FaultSource;
  readonly requests: RequestLog;
  readonly clock: EmulatorClock;
  readonly limitSwitch: LimitSwitch;
  readonly openEvents: AdminOptions['openEvents'];
}

function createWatched(
  limits: ResolvedOptions['limits'],
  { store, clock: realClock, dataPlane }: SharedContext,
  stopping: AbortSignal,
): Watched {
  const feed = createChangeFeed();
  store.onCommit(feed.projectChanged);
  const readState = (): State => store.state;
  const faults = createFaultList(sharedContract(), feed.controlsChanged);
  const requests = createRequestLog(realClock, (number) =>
    number === undefined ? feed.logCleared() : feed.requestChanged(number),
  );
  const clock = createEmulatorClock(realClock, feed.controlsChanged);
  const limitSwitch = createLimitSwitch(limits, { clock: realClock, readState, onChange: feed.controlsChanged });
  const sources = { readState, dataPlane, requests, faults, limits: limitSwitch, clock };
  return {
    ...{ faults, requests, clock, limitSwitch },
    openEvents: (scope) => streamEvents({ feed, finder: createLiveChangeFinder(sources, scope), stopping }),
  };
}

/** Faults and limits are for programs under test; the console must work to turn them off. */
function spareConsole(policy: Policy): Policy {
  return (call, next) => (call.request.headers.has(CONSOLE_HEADER) ? next(call) : policy(call, next));
}

interface Answer {
  readonly message?: string;
}

async function postSeed(
  app: ReturnType<typeof createApp>,
  apiKey: string,
  path: string,
  body: object,
): Promise<Answer> {
  const request = new Request(`http://localhost${API_BASE_PATH}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json', Host: 'localhost' },
    body: JSON.stringify(body),
  });
  const response = await app.fetch(request);
  const answer = (await response.json()) as Answer;
  if (!response.ok) throw new EmulatorUsageError(`The seed's POST ${path} was refused: ${answer.message}.`);
  return answer;
}

/** Adds the organization to a seed's project, so that a seed need not name it. */
function withOrg(body: object, orgId: string): object {
  const { project } = body as { readonly project: object };
  return { ...body, project: { org_id: orgId, ...project } };
}
