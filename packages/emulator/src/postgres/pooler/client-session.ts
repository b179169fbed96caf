import type { Socket } from 'node:net';
import { messageOf } from '@neon-api/ground';
import { type CancelTarget, encodeRefusal, endClient } from '../proxy/index.ts';
import { createClientReader } from './client-messages.ts';
import { type ClientStatements, createClientStatements } from './client-statements.ts';
import type { FrameReader } from './frame-reader.ts';
import { COMPUTE_STOPPED, malformedMessage, SERVER_CLOSED } from './refusals.ts';
import { type ServerConnection, type ServerUser, writeAll } from './server-connection.ts';
import type { Pool } from './server-pool.ts';
import { planParameters } from './tracked-parameters.ts';

/** What a client may send ahead while it waits for a server connection. */
const MOST_UNREAD_BYTES = 1 << 16;

export interface ClientSession {
  /** The server connection that works for the client; undefined between transactions. */
  cancelTarget(): CancelTarget | undefined;
  /** Ends the session because its compute stops. */
  stop(): void;
}

export interface ClientSessionOptions {
  readonly client: Socket;
  readonly pool: Pool;
  /** The client's tracked parameters; changes are noted here. */
  readonly parameters: Map<string, string>;
  /** Counts the endpoint as used until the returned function is called. */
  readonly beginUse: () => () => void;
  readonly onClosed: () => void;
}

interface Session extends ClientSessionOptions {
  readonly statements: ClientStatements;
  readonly reader: FrameReader;
  /** What the server connection reports. */
  readonly user: ServerUser;
  server: ServerConnection | undefined;
  /** Set while the client waits for a connection. */
  leaveQueue: (() => void) | undefined;
  /** True while the connection gets the client's parameters. */
  isRestoring: boolean;
  /** True while the next message waits for an answer to earlier ones. */
  isHeld: boolean;
  isEnding: boolean;
  endUse: () => void;
  /** What the client sent while no connection could take it. */
  unread: Buffer[];
}

/** Serves a client that has logged in: each of its transactions gets a server connection from the pool. */
export function startClientSession(options: ClientSessionOptions): ClientSession {
  const { client } = options;
  const statements = createClientStatements();
  const session: Session = {
    ...options,
    statements,
    reader: createClientReader({
      server: () => session.server,
      statements,
      reply: (message) => void client.write(message),
      onTerminate() {
        session.isEnding = true;
      },
    }),
    user: createUser(() => session),
    server: undefined,
    leaveQueue: undefined,
    isRestoring: false,
    isHeld: false,
    isEnding: false,
    endUse() {},
    unread: [],
  };
  client
    .on('data', (chunk: Buffer) => readChunk(session, chunk))
    .on('drain', () => session.server?.pause(false))
    .on('end', () => leave(session))
    .once('close', () => {
      abandon(session);
      options.onClosed();
    })
    .resume();
  return {
    cancelTarget: () => session.server?.target(() => settle(session)),
    stop: () => end(session, COMPUTE_STOPPED),
  };
}

function createUser(session: () => Session): ServerUser {
  return {
    receive(messages) {
      const { client, server } = session();
      writeAll(client, messages);
      if (client.writableNeedDrain) server?.pause(true);
    },
    parameterChanged: (name, value) => void session().parameters.set(name, value),
    statementsForgotten: () => session().statements.clear(),
    progressed() {
      const { isHeld, server } = session();
      if (isHeld && !server?.conversation.isUncertain) readUnread(session());
      settle(session());
    },
    drained: () => updateFlow(session()),
    closed(isExplained) {
      const closed = session();
      closed.server = undefined;
      end(closed, isExplained || closed.isEnding ? undefined : encodeRefusal(SERVER_CLOSED));
    },
  };
}

function readChunk(session: Session, chunk: Buffer): void {
  if (session.isEnding) return;
  if (session.leaveQueue || session.isRestoring || session.isHeld) {
    session.unread.push(chunk);
    updateFlow(session);
    return;
  }
  const messages: Buffer[] = [];
  let rest: Buffer | undefined;
  try {
    rest = session.reader.read(chunk, messages);
  } catch (error) {
    end(session, malformedMessage(messageOf(error)));
    return;
  }
  if (messages.length > 0) session.server?.send(messages);
  if (rest && !session.isEnding) {
    session.unread.push(rest);
    if (session.server) session.isHeld = true;
    else askForServer(session);
  }
  settle(session);
  updateFlow(session);
}

function askForServer(session: Session): void {
  session.endUse = session.beginUse();
  const leaveQueue = session.pool.acquire({
    take: (server) => take(session, server),
    refuse: (error) => end(session, error),
  });
  if (!session.server) session.leaveQueue = leaveQueue;
}

function take(session: Session, server: ServerConnection): void {
  const { client, parameters } = session;
  session.leaveQueue = undefined;
  session.server = server;
  server.setUser(session.user);
  if (client.writableNeedDrain) server.pause(true);
  const sql = planParameters(parameters, server.parameters);
  if (sql === undefined) {
    queueMicrotask(() => readUnread(session));
    return;
  }
  session.isRestoring = true;
  void server.run(sql).then((error) => {
    session.isRestoring = false;
    if (session.server !== server) return;
    if (error) return end(session, error);
    // Postgres may spell a value differently.
    for (const [name, value] of parameters) parameters.set(name, server.parameters.get(name) ?? value);
    readUnread(session);
  });
}

function readUnread(session: Session): void {
  const [first, ...others] = session.unread;
  session.unread = [];
  session.isHeld = false;
  if (first) readChunk(session, others.length === 0 ? first : Buffer.concat([first, ...others]));
}

/** Gives the server connection back after a transaction, and ends the session if the client wants that. */
function settle(session: Session): void {
  const { server, pool, reader, isRestoring, unread } = session;
  if (server?.isFree && !isRestoring && unread.length === 0 && reader.isBetweenMessages) {
    unlink(session);
    pool.release(server);
  }
  if (session.isEnding) leave(session);
}

function unlink(session: Session): void {
  session.server?.setUser(undefined);
  session.server = undefined;
  session.endUse();
  session.endUse = () => {};
  // It may have waited for the server to take more.
  session.client.resume();
}

/** Ends the session once the server has answered; a closing server connection ends what it cannot answer. */
function leave(session: Session): void {
  const { server } = session;
  session.isEnding = true;
  if (server && !server.isFree) server.close();
  else end(session);
}

/** Leaves the server connection or the queue. An open transaction ends with its connection. */
function abandon(session: Session): void {
  const { server, pool } = session;
  session.isEnding = true;
  session.unread = [];
  session.leaveQueue?.();
  session.leaveQueue = undefined;
  unlink(session);
  if (server?.isFree) pool.release(server);
  else server?.close();
}

function end(session: Session, lastMessage?: Buffer): void {
  abandon(session);
  endClient(session.client, lastMessage);
}

function updateFlow({ client, server, unread }: Session): void {
  const unreadBytes = unread.reduce((sum, { length }) => sum + length, 0);
  if (unreadBytes > MOST_UNREAD_BYTES || server?.needsDrain) client.pause();
  else client.resume();
}
