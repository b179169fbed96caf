import type { NetConnectOpts, Socket } from 'node:net';
import type { ConnectionRefusal, EndpointOutlook } from '../../data-plane/index.ts';
import type { Admission, LoginOutcome, Loss, Place, Turn } from '../admission/index.ts';
import { errorMessage } from '../errors.ts';
import { endBackend } from './join-sockets.ts';
import type { Refusal } from './refusal.ts';
import {
  addressRefusal,
  cannotConnect,
  LOGIN_LOST,
  notOpen,
  TOO_MANY_SESSIONS,
  tooManyFailures,
  unknownEndpoint,
} from './refusals.ts';

/** A connection to the server of an endpoint. */
export interface Backend {
  readonly socket: Socket;
  /** Where cancel requests for its sessions go. */
  readonly address: NetConnectOpts;
}

/** How to find the server of an endpoint. */
export interface EndpointServers {
  /** The branch that an endpoint is on; undefined when there is no such endpoint. */
  readonly branchIdOf: (endpointId: string) => string | undefined;
  /** Why a client may not connect from its address; undefined when it may. */
  readonly judgeConnection: (endpointId: string, address: string) => ConnectionRefusal | undefined;
  /** Waits for what may open an endpoint that is not open, and says what became of it. */
  readonly awaitEndpoint: (endpointId: string, signal: AbortSignal) => Promise<EndpointOutlook>;
  /** Starts the server of an endpoint when needed. */
  readonly wake: (endpointId: string) => Promise<void>;
  /**
   * Connects to the server of an endpoint; undefined when there is no such endpoint.
   * `client` is the connection to end when the endpoint ends its connections.
   */
  readonly connectBackend: (endpointId: string, client: Socket) => Promise<Backend | undefined>;
}

export interface LoginContext extends EndpointServers, Pick<Admission, 'throttle' | 'gate'> {
  readonly log: (line: string) => void;
}

export interface LoginTarget {
  readonly endpointId: string;
  readonly user: string;
}

/** A login that may reach Postgres. */
export interface Login extends Pick<Place, 'lost' | 'asked' | 'answered'> {
  readonly backend: Backend;
  /** Only the first call counts. */
  judge(outcome: LoginOutcome): void;
}

export type AdmittedLogin =
  | { readonly kind: 'admitted'; readonly login: Login }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'gone' };

const GONE: AdmittedLogin = { kind: 'gone' };

/**
 * Leads a login to the server of its endpoint: past those that failed before, into a server that runs, to a place among
 * the connections of the branch.
 */
export async function admitLogin(
  { endpointId, user }: LoginTarget,
  client: Socket,
  context: LoginContext,
): Promise<AdmittedLogin> {
  const gone = new AbortController();
  // With a reason, as Node makes an error with a stack of its own without one.
  client.once('close', () => gone.abort('closed'));
  let branchId = context.branchIdOf(endpointId);
  if (branchId === undefined) {
    const outlook = await context.awaitEndpoint(endpointId, gone.signal);
    if (client.destroyed) return GONE;
    branchId = context.branchIdOf(endpointId);
    if (branchId === undefined) return refused(notOpen(endpointId, outlook));
  }
  const refusal = context.judgeConnection(endpointId, client.remoteAddress ?? '');
  if (refusal !== undefined) return refused(addressRefusal(refusal, client.remoteAddress));
  for (;;) {
    const turn = await context.throttle.enter(branchId, user, gone.signal);
    if (turn === 'gone') return GONE;
    if (turn === 'crowded') return refused(tooManyFailures(user));
    try {
      // Before there is a place to hold: a start takes its time, and is not to use up that of logins.
      await context.wake(endpointId);
    } catch (error) {
      return giveUp(error, turn);
    }
    const place = await context.gate.enter(branchId, gone.signal);
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
      backend = await context.connectBackend(endpointId, client);
    } catch (error) {
      place.leave();
      return giveUp(error, turn);
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
    // A server that has ended its side has closed the session; there is nobody left to talk to.
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

  function giveUp(error: unknown, turn: Turn): AdmittedLogin {
    turn.end('unknown');
    context.log(`Endpoint ${endpointId} cannot be reached: ${errorMessage(error)}`);
    return refused(cannotConnect(endpointId, error));
  }
}

function refused(refusal: Refusal): AdmittedLogin {
  return { kind: 'refused', refusal };
}

/** Why a login has lost its place, for its client. */
export function lossOf({ lost }: Pick<Place, 'lost'>): Refusal {
  return LOGIN_LOST[lost.reason as Loss];
}
