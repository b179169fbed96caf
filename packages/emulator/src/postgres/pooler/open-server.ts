import { messageOf } from '@neon-api/ground';
import type { Admission } from '../admission/index.ts';
import {
  AUTHENTICATION,
  type Backend,
  cannotConnect,
  encodeMessage,
  encodeRefusal,
  encodeStartup,
  endBackend,
  LOGIN_LOST,
  logIn,
  proveWith,
  readMessage,
  type ScramKeys,
  TOO_MANY_SESSIONS,
  unknownEndpoint,
} from '../proxy/index.ts';
import { SERVER_CLOSED } from './refusals.ts';
import { createServerConnection, type ServerConnection } from './server-connection.ts';
import { trackedName } from './tracked-parameters.ts';

const PROTOCOL_3_0 = 3 << 16;
/** As in compute/etc/pgbouncer.ini of github.com/neondatabase/neon, for clients that set none. */
const APPLICATION_NAME = 'pgbouncer';

export interface ServerLogin {
  readonly endpointId: string;
  readonly branchId: string;
  readonly database: string;
  readonly role: string;
  readonly keys: ScramKeys;
}

export interface OpenServerRules extends Pick<Admission, 'gate'> {
  /** Connects to the endpoint's server; undefined if the endpoint does not exist. */
  readonly connect: (endpointId: string) => Promise<Backend | undefined>;
  readonly mostStatements: number;
  readonly log: (line: string) => void;
}

/** A server connection, or the error for the clients that wait for one. */
export type OpenedServer =
  | { readonly kind: 'open'; readonly server: ServerConnection; readonly welcome: ReadonlyMap<string, string> }
  | { readonly kind: 'refused'; readonly error: Buffer };

/** Opens a connection to Postgres and logs in as the role, with the key from the proof of one of its clients. */
export async function openServer(
  login: ServerLogin,
  rules: OpenServerRules,
  onClosed: () => void,
): Promise<OpenedServer> {
  const { endpointId } = login;
  const place = await rules.gate.enter(login.branchId, new AbortController().signal);
  if (place === 'full' || place === 'gone') return { kind: 'refused', error: encodeRefusal(TOO_MANY_SESSIONS) };
  if (typeof place === 'string') return { kind: 'refused', error: encodeRefusal(LOGIN_LOST[place]) };
  let backend: Backend | undefined;
  try {
    backend = await rules.connect(endpointId);
  } catch (error) {
    place.leave();
    rules.log(`Endpoint ${endpointId} cannot be reached: ${messageOf(error)}`);
    return { kind: 'refused', error: encodeRefusal(cannotConnect(endpointId, error)) };
  }
  if (!backend) {
    place.leave();
    return { kind: 'refused', error: encodeRefusal(unknownEndpoint(endpointId)) };
  }
  const { socket } = backend;
  socket.once('close', place.leave);
  socket.once('end', () => socket.end());
  const ready = await logInTo(backend, login, place.lost).catch((error: unknown) =>
    encodeRefusal(cannotConnect(endpointId, error)),
  );
  if (!('welcome' in ready)) {
    endBackend(socket);
    return { kind: 'refused', error: ready };
  }
  if (socket.destroyed) return { kind: 'refused', error: encodeRefusal(SERVER_CLOSED) };
  place.authenticated();
  const { mostStatements } = rules;
  const { cancelKey, welcome } = ready;
  const parameters = new Map([...welcome].filter(([name]) => trackedName(name) !== undefined));
  return {
    kind: 'open',
    server: createServerConnection({ backend, parameters, cancelKey, mostStatements, onClosed }),
    welcome,
  };
}

interface Ready {
  cancelKey: Buffer;
  /** The reported parameters. */
  readonly welcome: Map<string, string>;
}

/** Logs in, and reads until the server is ready; returns its error if it refuses. */
async function logInTo({ socket }: Backend, login: ServerLogin, lost: AbortSignal): Promise<Ready | Buffer> {
  const params = new Map([
    ['user', login.role],
    ['database', login.database],
    ['application_name', APPLICATION_NAME],
  ]);
  socket.write(encodeStartup(PROTOCOL_3_0, params));
  const end = await logIn(socket, (nonce, challenge) => proveWith(login.keys, nonce, challenge), lost);
  if (!end) throw new Error('the login did not finish');
  if (end.type !== AUTHENTICATION) return encodeMessage(end.type, end.body);
  const ready: Ready = { cancelKey: Buffer.alloc(0), welcome: new Map() };
  for (;;) {
    const message = await readMessage(socket, lost);
    if (!message) throw new Error('the session did not start');
    if (message.type === 'Z') return ready;
    if (message.type === 'E') return encodeMessage(message.type, message.body);
    if (message.type === 'K') ready.cancelKey = message.body;
    if (message.type !== 'S') continue;
    const [name = '', value = ''] = message.body.toString('utf8').split('\0');
    ready.welcome.set(name, value);
  }
}
