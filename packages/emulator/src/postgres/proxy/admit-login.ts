import type { NetConnectOpts, Socket } from 'node:net';
import { messageOf } from '@neon-api/ground';
import type { ConnectionRefusal, EndpointOutlook } from '../../data-plane/index.ts';
import type { Admission, LoginOutcome, Loss, Place, Turn } from '../admission/index.ts';
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
  /** Starts the endpoint's server if needed. */
  readonly wake: (endpointId: string) => Promise<void>;
  /**
   * Connects to the endpoint's server; undefined if the endpoint does not exist.
   * `client` is closed when the endpoint closes its connections.
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

/** An admitted login, connected to Postgres. */
export interface Login extends Pick<Place, 'lost' | 'asked' | 'answered'> {
  readonly backend: Backend;
  /** Reports the outcome; only the first call counts. */
  judge(outcome: LoginOutcome): void;
}

export type AdmittedLogin =
  | { readonly kind: 'admitted'; readonly login: Login }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'gone' };

const GONE: AdmittedLogin = { kind: 'gone' };

/**
 * Connects a login to the server of its endpoint: waits for its turn after failed logins, starts the server, and waits
 * for a place among the branch's connections.
 */
export async function admitLogin(
  { endpointId, user }: LoginTarget,
  client: Socket,
  context: LoginContext,
): Promise<AdmittedLogin> {
  const gone = new AbortController();
  // With a reason, because otherwise Node creates an error with a stack trace.
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
      // Before the login takes a place, so that a slow start does not count against its timeout.
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

  function giveUp(error: unknown, turn: Turn): AdmittedLogin {
    turn.end('unknown');
    context.log(`Endpoint ${endpointId} cannot be reached: ${messageOf(error)}`);
    return refused(cannotConnect(endpointId, error));
  }
}

function refused(refusal: Refusal): AdmittedLogin {
  return { kind: 'refused', refusal };
}

/** Returns the error for a client whose login has lost its place. */
export function lossOf({ lost }: Pick<Place, 'lost'>): Refusal {
  return LOGIN_LOST[lost.reason as Loss];
}
