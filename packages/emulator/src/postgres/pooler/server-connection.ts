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
const BODY = 5;
/** The severity field of an error, in the form that is not translated. */
const FATAL = 'VFATAL\0';
const TERMINATE: Buffer = encodeMessage('X', Buffer.alloc(0));
/** These end all prepared statements of a session. */
const FORGETTING: readonly Buffer[] = ['DISCARD ALL\0', 'DEALLOCATE ALL\0'].map((tag) => Buffer.from(tag));
const HANDED_ON: readonly number[] = [
  SERVER.dataRow,
  SERVER.copyData,
  SERVER.notice,
  SERVER.notification,
  'H'.charCodeAt(0),
];

/** Takes over a connection that has logged in. */
export function createServerConnection(start: ServerStart): ServerConnection {
  const { backend, parameters } = start;
  const { socket } = backend;
  const conversation = createConversation();
  const statements = createServerStatements(start.mostStatements);
  let user: ServerUser | undefined;
  let status = IDLE;
  let cancels = 0;
  let isExplained = false;
  let isClosing = false;
  let hiddenError: Buffer | undefined;
  let onHiddenEnd = (): void => {};

  const isSilent = (): boolean => user === undefined || conversation.isHidden;

  const reader = createFrameReader({
    treat: (type) => (HANDED_ON.includes(type) ? (isSilent() ? 'drop' : 'pass') : 'whole'),
    replace(type, message) {
      const wasHidden = conversation.isHidden;
      if (type === SERVER.parameterStatus) noteParameter(message, wasHidden);
      if (type === SERVER.readyForQuery) status = message[BODY] ?? IDLE;
      if (type === SERVER.error) isExplained = message.includes(FATAL);
      if (type === SERVER.error && wasHidden) hiddenError = message;
      if (type === SERVER.commandComplete && FORGETTING.some((tag) => tag.equals(message.subarray(BODY)))) {
        statements.clear();
        user?.statementsForgotten();
      }
      const replies = conversation.hear(type);
      if (type === SERVER.readyForQuery && wasHidden) onHiddenEnd();
      // The error of a hidden Parse belongs to the client's message that needed it.
      const isShown = user !== undefined && (!wasHidden || (type === SERVER.error && !conversation.isHidden));
      const shown = isShown ? message : undefined;
      return replies && shown ? Buffer.concat([shown, replies]) : (replies ?? shown);
    },
  });

  function noteParameter(message: Buffer, wasHidden: boolean): void {
    const [reported = '', value = ''] = message.toString('utf8', BODY).split('\0');
    const name = trackedName(reported);
    if (name === undefined) return;
    parameters.set(name, value);
    if (!wasHidden) user?.parameterChanged(name, value);
  }

  function readChunk(chunk: Buffer): void {
    const messages: Buffer[] = [];
    try {
      reader.read(chunk, messages);
    } catch {
      return void socket.destroy();
    }
    if (messages.length > 0) user?.receive(messages);
    user?.progressed();
  }

  socket.on('data', readChunk).resume();
  socket.on('drain', () => user?.drained());
  socket.once('close', () => {
    start.onClosed();
    user?.closed(isExplained);
  });

  return {
    conversation,
    statements,
    parameters,
    get isFree() {
      return status === IDLE && conversation.isComplete && cancels === 0;
    },
    get isClosed() {
      return isClosing || socket.destroyed || socket.readableEnded;
    },
    get needsDrain() {
      return socket.writableNeedDrain;
    },
    setUser(next) {
      user = next;
      socket.resume();
    },
    send: (messages) => writeAll(socket, messages),
    run(sql) {
      return new Promise((resolve) => {
        hiddenError = undefined;
        onHiddenEnd = () => {
          onHiddenEnd = () => {};
          resolve(hiddenError);
        };
        conversation.ask({ kind: 'query', isHidden: true });
        socket.write(encodeMessage('Q', Buffer.from(`${sql}\0`)));
      });
    },
    pause: (isPaused) => void (isPaused ? socket.pause() : socket.resume()),
    target(onSent) {
      cancels += 1;
      return {
        address: backend.address,
        key: start.cancelKey,
        onDone() {
          cancels -= 1;
          onSent();
        },
      };
    },
    close() {
      if (isClosing) return;
      isClosing = true;
      if (socket.writable) socket.write(TERMINATE);
      endBackend(socket);
    },
  };
}

/** Writes several buffers at once. */
export function writeAll(socket: Backend['socket'], messages: readonly Buffer[]): void {
  const [only] = messages;
  if (messages.length === 1 && only) return void socket.write(only);
  socket.cork();
  for (const message of messages) socket.write(message);
  socket.uncork();
}
