import type { NetConnectOpts, Socket } from 'node:net';
import { messageOf } from '@neon-api/ground';
import type { ConnectionRefusal, DataPoint, EndpointOutlook } from '../../data-plane/index.ts';
import type { Admission, LoginOutcome, Loss, Place, Turn } from '../admission/index.ts';
import { endBackend } from './join-sockets.ts';
import type { Refusal } from './refusal.ts';
import {
  addressRefusal,
  cannotConnect,
  LOGIN_LOST,
  notAtPoint,
  notOpen,
  TOO_MANY_SESSIONS,
  tooManyFailures,
  unknownEndpoint,
} from './refusals.ts';

/** A connection to the server of an endpoint. */
export interface Backend {
  readonly socket: Socket;
  /** The address for cancel requests. */
  readonly address: NetConnectOpts;
}

/** Callbacks that find and connect to an endpoint's server. */
export interface EndpointServers {
  /** Returns the branch of an endpoint; undefined if the endpoint does not exist. */
  readonly branchIdOf: (endpointId: string) => string | undefined;
  /** Returns why a client may not connect from its address; undefined if it may. */
  readonly judgeConnection: (endpointId: string, address: string) => ConnectionRefusal | undefined;
  /** Waits for operations that may open a closed endpoint, and returns the result. */
  readonly awaitEndpoint: (endpointId: string, signal: AbortSignal) => Promise<EndpointOutlook>;
  /** Returns an open endpoint of a branch. */
  readonly endpointOf: (branchId: string) => string | undefined;
  /** Starts the endpoint's server if needed; `at` is a point in the past of its branch. */
  readonly wake: (endpointId: string, at?: DataPoint) => Promise<void>;
  /**
   * Connects to the endpoint's server; undefined if the endpoint does not exist.
   * `client` is closed when the endpoint closes its connections.
   */
  readonly connectBackend: (endpointId: string, client: Socket, at?: DataPoint) => Promise<Backend | undefined>;
}

export interface LoginContext extends EndpointServers, Pick<Admission, 'throttle' | 'gate'> {
  readonly log: (line: string) => void;
}

export interface LoginTarget {
  readonly endpointId: string;
  readonly user: string;
  /** The point in the past for a read-only session; undefined is the present. */
  readonly at?: DataPoint | undefined;
}

/** An admitted login, connected to Postgres. */
export interface Login extends Pick<Place, 'lost' | 'asked' | 'answered'> {
  readonly backend: Backend;
  /** Reports the outcome; only the first call counts. */
  judge(outcome: LoginOutcome): void;
}

export type NotAdmitted = { readonly kind: 'refused'; readonly refusal: Refusal } | { readonly kind: 'gone' };

export type AdmittedLogin = { readonly kind: 'admitted'; readonly login: Login } | NotAdmitted;

const GONE: NotAdmitted = { kind: 'gone' };

/**
 * Connects a login to the server of its endpoint: waits for its turn after failed logins, starts the server, and waits
 * for a place among the branch's connections.
 */
export async function admitLogin(target: LoginTarget, client: Socket, context: LoginContext): Promise<AdmittedLogin> {
  const { endpointId, at } = target;
  const gone = goneSignal(client);
  const branch = await findBranch(endpointId, client, context, gone);
  if (branch.kind !== 'found') return branch;
  const { branchId } = branch;
  for (;;) {
    const entered = await takeTurn(target, branchId, context, gone);
    if (entered.kind !== 'turn') return entered;
    const { turn } = entered;
    const place = await context.gate.enter(branchId, gone);
    if (typeof place === 'string') {
      turn.end('unknown');
      if (place === 'gone') return GONE;
      return refused(place === 'full' ? TOO_MANY_SESSIONS : LOGIN_LOST[place]);
    }
    if (!turn.isStale()) return await connect(turn, place);
    place.leave();
    turn.end('unknown');
  }

  async function connect(turn: Turn, place: Place): Promise<AdmittedLogin> {
    let backend: Backend | undefined;
    try {
      backend = await context.connectBackend(endpointId, client, at);
    } catch (error) {
      place.leave();
      return giveUp(target, error, turn, context);
    }
    if (!backend) {
      place.leave();
      turn.end('unknown');
      return refused(unknownEndpoint(endpointId));
    }
    const { socket } = backend;
    socket.once('close', () => {
      turn.end('unknown');
      place.leave();
    });
    // The server has closed the session.
    socket.once('end', () => socket.end());
    client.once('close', () => endBackend(socket));
    place.lost.addEventListener('abort', () => endBackend(socket));
    if (client.destroyed) {
      endBackend(socket);
      return GONE;
    }
    return { kind: 'admitted', login: { ...place, backend, judge } };

    function judge(outcome: LoginOutcome): void {
      turn.end(outcome);
      if (outcome === 'right') place.authenticated();
    }
  }
}

/** Returns a signal that is aborted when the client disconnects. */
export function goneSignal(client: Socket): AbortSignal {
  const gone = new AbortController();
  // With a reason, because otherwise Node creates an error with a stack trace.
  client.once('close', () => gone.abort('closed'));
  return gone.signal;
}

/** Finds the branch of an endpoint, which may be about to open, and checks the client's address. */
export async function findBranch(
  endpointId: string,
  client: Socket,
  context: LoginContext,
  gone: AbortSignal,
): Promise<{ readonly kind: 'found'; readonly branchId: string } | NotAdmitted> {
  let branchId = context.branchIdOf(endpointId);
  if (branchId === undefined) {
    const outlook = await context.awaitEndpoint(endpointId, gone);
    if (client.destroyed) return GONE;
    branchId = context.branchIdOf(endpointId);
    if (branchId === undefined) return refused(notOpen(endpointId, outlook));
  }
  const refusal = context.judgeConnection(endpointId, client.remoteAddress ?? '');
  return refusal === undefined ? { kind: 'found', branchId } : refused(addressRefusal(refusal, client.remoteAddress));
}

/** Waits for the login's turn after failed ones, and starts the server. */
export async function takeTurn(
  target: LoginTarget,
  branchId: string,
  context: LoginContext,
  gone: AbortSignal,
): Promise<{ readonly kind: 'turn'; readonly turn: Turn } | NotAdmitted> {
  const { endpointId, user, at } = target;
  const turn = await context.throttle.enter(branchId, user, gone);
  if (turn === 'gone') return GONE;
  if (turn === 'crowded') return refused(tooManyFailures(user));
  try {
    // Before the login takes a place, so that a slow start does not count against its timeout.
    await context.wake(endpointId, at);
  } catch (error) {
    return giveUp(target, error, turn, context);
  }
  return { kind: 'turn', turn };
}

function giveUp({ endpointId, at }: LoginTarget, error: unknown, turn: Turn, { log }: LoginContext): NotAdmitted {
  turn.end('unknown');
  if (at) return refused(notAtPoint(endpointId, error));
  log(`Endpoint ${endpointId} cannot be reached: ${messageOf(error)}`);
  return refused(cannotConnect(endpointId, error));
}

function refused(refusal: Refusal): NotAdmitted {
  return { kind: 'refused', refusal };
}

/** Returns the error for a client whose login has lost its place. */
export function lossOf({ lost }: Pick<Place, 'lost'>): Refusal {
  return LOGIN_LOST[lost.reason as Loss];
}
