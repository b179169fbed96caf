import { type Backend, type CancelTarget, encodeMessage, endBackend } from '../proxy/index.ts';
import { type Conversation, createConversation } from './conversation.ts';
import { createFrameReader } from './frame-reader.ts';
import { SERVER } from './message-types.ts';
import { createServerStatements, type ServerStatements } from './server-statements.ts';
import { trackedName } from './tracked-parameters.ts';

/** The session that uses a server connection, for one transaction. */
export interface ServerUser {
  /** Receives the server's messages for the client. */
  receive(messages: readonly Buffer[]): void;
  parameterChanged(name: string, value: string): void;
  /** The server confirmed that it forgot all prepared statements. */
  statementsForgotten(): void;
  /** Called after each chunk from the server. */
  progressed(): void;
  /** The server can take more bytes. */
  drained(): void;
  /** `isExplained`: the server's last message was an error that ends the session. */
  closed(isExplained: boolean): void;
}

/** A connection to Postgres that clients use in turn. */
export interface ServerConnection {
  readonly conversation: Conversation;
  readonly statements: ServerStatements;
  /** The tracked parameters as the server reported them. */
  readonly parameters: ReadonlyMap<string, string>;
  /** True if everything is answered and no transaction is open. */
  readonly isFree: boolean;
  /** True if the transaction has failed, or may have: then Postgres refuses even what it could do. */
  readonly mayRefuse: boolean;
  readonly isClosed: boolean;
  readonly needsDrain: boolean;
  /** Gives the connection to a session; undefined: to nobody. */
  setUser(user: ServerUser | undefined): void;
  send(messages: readonly Buffer[]): void;
  /** Runs SQL of the pooler. Resolves to the server's error, if there is one. */
  run(sql: string): Promise<Buffer | undefined>;
  pause(isPaused: boolean): void;
  /** The target for a cancel request; the connection keeps its user until the returned function is called. */
  target(onSent: () => void): CancelTarget;
  close(): void;
}

export interface ServerStart {
  readonly backend: Backend;
  readonly cancelKey: Buffer;
  readonly parameters: Map<string, string>;
  readonly mostStatements: number;
  readonly onClosed: () => void;
}

const IDLE = 'I'.charCodeAt(0);
const FAILED = 'E'.charCodeAt(0);
const BODY = 5;
/** The severity field of an error, in the form that is not translated. */
const FATAL = 'VFATAL\0';
const TERMINATE: Buffer = encodeMessage('X', Buffer.alloc(0));
/** These end all prepared statements of a session. */
const FORGETTING: readonly Buffer[] = ['DISCARD ALL\0', 'DEALLOCATE ALL\0'].map((tag) =>
  encodeMessage('C', Buffer.from(tag)),
);
const HANDED_ON: readonly number[] = [
  SERVER.dataRow,
  SERVER.copyData,
  SERVER.notice,
  SERVER.notification,
  'H'.charCodeAt(0),
];

interface State {
  readonly start: ServerStart;
  readonly conversation: Conversation;
  readonly statements: ServerStatements;
  user: ServerUser | undefined;
  /** The transaction status of the last ReadyForQuery. */
  status: number;
  /** Cancel requests that Postgres has not received yet. */
  cancels: number;
  /** Whether the last error ends the session. */
  isExplained: boolean;
  isClosing: boolean;
  /** Reports the end of the pooler's own query, with its error. */
  hidden: { error: Buffer | undefined; readonly onEnd: (error: Buffer | undefined) => void } | undefined;
}

/** Takes over a connection that has logged in. */
export function createServerConnection(start: ServerStart): ServerConnection {
  const { socket } = start.backend;
  const state: State = {
    start,
    conversation: createConversation(),
    statements: createServerStatements(start.mostStatements),
    user: undefined,
    status: IDLE,
    cancels: 0,
    isExplained: false,
    isClosing: false,
    hidden: undefined,
  };
  listen(state);
  const { conversation, statements } = state;
  return {
    conversation,
    statements,
    parameters: start.parameters,
    get isFree() {
      return state.status === IDLE && conversation.isComplete && state.cancels === 0;
    },
    get mayRefuse() {
      return state.status === FAILED || conversation.isWorking;
    },
    get isClosed() {
      return state.isClosing || socket.destroyed || socket.readableEnded;
    },
    get needsDrain() {
      return socket.writableNeedDrain;
    },
    setUser(user) {
      state.user = user;
      socket.resume();
    },
    send: (messages) => writeAll(socket, messages),
    run: (sql) => run(state, sql),
    pause: (isPaused) => void (isPaused ? socket.pause() : socket.resume()),
    target(onSent) {
      state.cancels += 1;
      return {
        address: start.backend.address,
        key: start.cancelKey,
        onDone() {
          state.cancels -= 1;
          onSent();
        },
      };
    },
    close() {
      if (state.isClosing) return;
      state.isClosing = true;
      if (socket.writable) socket.write(TERMINATE);
      endBackend(socket);
    },
  };
}

function listen(state: State): void {
  const { socket } = state.start.backend;
  const isSilent = (): boolean => state.user === undefined || state.conversation.isHidden;
  const reader = createFrameReader({
    treat: (type) => (HANDED_ON.includes(type) ? (isSilent() ? 'drop' : 'pass') : 'whole'),
    replace: (type, message) => hear(state, type, message),
  });
  socket
    .on('data', (chunk: Buffer) => {
      const messages: Buffer[] = [];
      try {
        reader.read(chunk, messages);
      } catch {
        socket.destroy();
        return;
      }
      if (messages.length > 0) state.user?.receive(messages);
      state.user?.progressed();
    })
    .on('drain', () => state.user?.drained())
    .once('close', () => {
      state.start.onClosed();
      state.user?.closed(state.isExplained);
    })
    .resume();
}

/** Notes a message of the server, and returns what the client gets. */
function hear(state: State, type: number, message: Buffer): Buffer | undefined {
  const { conversation, user } = state;
  const wasHidden = conversation.isHidden;
  noteMessage(state, type, message);
  const replies = conversation.hear(type);
  if (type === SERVER.readyForQuery && wasHidden) {
    state.hidden?.onEnd(state.hidden.error);
    state.hidden = undefined;
  }
  // The error of a hidden Parse belongs to the client's message that needed it.
  const isShown = user !== undefined && (!wasHidden || (type === SERVER.error && !conversation.isHidden));
  const shown = isShown ? message : undefined;
  return replies && shown ? Buffer.concat([shown, replies]) : (replies ?? shown);
}

function noteMessage(state: State, type: number, message: Buffer): void {
  if (type === SERVER.parameterStatus) noteParameter(state, message);
  if (type === SERVER.readyForQuery) state.status = message[BODY] ?? IDLE;
  if (type === SERVER.error) {
    state.isExplained = message.includes(FATAL);
    if (state.hidden) state.hidden.error = message;
  }
  if (type === SERVER.commandComplete && FORGETTING.some((tag) => tag.equals(message))) {
    state.statements.clear();
    state.user?.statementsForgotten();
  }
}

function noteParameter({ start, user, hidden }: State, message: Buffer): void {
  const [reported = '', value = ''] = message.toString('utf8', BODY).split('\0');
  const name = trackedName(reported);
  if (name === undefined) return;
  start.parameters.set(name, value);
  if (!hidden) user?.parameterChanged(name, value);
}

function run(state: State, sql: string): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    state.hidden = { error: undefined, onEnd: resolve };
    state.conversation.ask({ kind: 'query', isHidden: true });
    state.start.backend.socket.write(encodeMessage('Q', Buffer.from(`${sql}\0`)));
  });
}

/** Writes several buffers at once. */
export function writeAll(socket: Backend['socket'], messages: readonly Buffer[]): void {
  const [only] = messages;
  if (messages.length === 1 && only) return void socket.write(only);
  socket.cork();
  for (const message of messages) socket.write(message);
  socket.uncork();
}
