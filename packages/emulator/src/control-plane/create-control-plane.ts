import type { Hono } from 'hono';
import { findKey } from '../access/index.ts';
import {
  type AdminOptions,
  CONSOLE_HEADER,
  createAdminApp,
  createEmulatorClock,
  createRequestLog,
  dropProjectData,
  type EmulatorClock,
  isVirtualClock,
  type LoggedRequest,
  type RequestLog,
} from '../admin/index.ts';
import { type Answer, type Policy, toResponse } from '../calls/index.ts';
import type { Contract } from '../contract/index.ts';
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
import { API_BASE_PATH, type App, createApp, createDispatch } from '../http/index.ts';
import { createLimitSwitch, type LimitSwitch, type Limits } from '../limits/index.ts';
import { createChangeFeed, createLiveChangeFinder, streamEvents } from '../live/index.ts';
import { plantSeed, type Seed } from '../seed/index.ts';
import { createState, type State } from '../state/index.ts';
import type { Log, Random, RequestHeaders } from '../support/index.ts';

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

export interface ControlPlaneOptions {
  readonly contract: Contract;
  readonly apiKey: string;
  readonly adminToken: string;
  readonly random: Random;
  readonly log: Log;
  readonly strict: boolean;
  /** Undefined: no limits. */
  readonly limits: Limits | undefined;
  /** Undefined: no projects. */
  readonly seed: Seed | undefined;
  /** The pages for people; undefined: none. */
  readonly pages?: Hono | undefined;
}

/** The parts of the API that need no port. */
export interface ControlPlane {
  readonly controls: EmulatorControls;
  /** Pass the headers of the connection if there is one: the request then need not have its own. */
  answer(request: Request, headers?: RequestHeaders): Promise<Answer>;
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
  options: ControlPlaneOptions,
  context: SharedContext,
  operationFaults: OperationFaults,
): ControlPlane {
  const { contract, apiKey, adminToken, random, log, strict, seed, pages } = options;
  const { store, clock, operations, dataPlane } = context;
  const locks = createFaultLocks(clock);
  const stopping = new AbortController();
  const watched = createWatched(options, context, stopping.signal);
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
    pages,
    random,
    log,
  });

  return {
    controls: { faults, clock: watched.clock, listRequests: () => requests.list(), settle, reset },
    answer: app.answer,
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
  { contract, limits }: ControlPlaneOptions,
  { store, clock: realClock, dataPlane }: SharedContext,
  stopping: AbortSignal,
): Watched {
  const feed = createChangeFeed();
  store.onCommit(feed.projectChanged);
  const readState = (): State => store.state;
  const faults = createFaultList(contract, feed.controlsChanged);
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

interface SeedAnswer {
  readonly message?: string;
}

async function postSeed(app: App, apiKey: string, path: string, body: object): Promise<SeedAnswer> {
  const request = new Request(`http://localhost${API_BASE_PATH}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json', Host: 'localhost' },
    body: JSON.stringify(body),
  });
  const response = toResponse(await app.answer(request));
  const answer = (await response.json()) as SeedAnswer;
  if (!response.ok) throw new EmulatorUsageError(`The seed's POST ${path} was refused: ${answer.message}.`);
  return answer;
}

/** Adds the organization to a seed's project, so that a seed need not name it. */
function withOrg(body: object, orgId: string): object {
  const { project } = body as { readonly project: object };
  return { ...body, project: { org_id: orgId, ...project } };
}
