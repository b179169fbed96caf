import type { Socket } from 'node:net';
import { messageOf } from '@neon-api/ground';
import { type CancelTarget, encodeRefusal, endClient } from '../proxy/index.ts';
import { createClientReader } from './client-messages.ts';
import { createClientStatements } from './client-statements.ts';
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

/** Serves a client that has logged in: each of its transactions gets a server connection from the pool. */
export function startClientSession(options: ClientSessionOptions): ClientSession {
  const { client, pool, parameters } = options;
  const statements = createClientStatements();
  let server: ServerConnection | undefined;
  let leaveQueue: (() => void) | undefined;
  let isRestoring = false;
  let isEnding = false;
  let endUse = (): void => {};
  let unread: Buffer[] = [];

  const reader = createClientReader({
    server: () => server,
    statements,
    reply: (message) => void client.write(message),
    onTerminate() {
      isEnding = true;
    },
  });

  function readChunk(chunk: Buffer): void {
    if (isEnding) return;
    if (leaveQueue || isRestoring) {
      unread.push(chunk);
      updateFlow();
      return;
    }
    const messages: Buffer[] = [];
    let rest: Buffer | undefined;
    try {
      rest = reader.read(chunk, messages);
    } catch (error) {
      end(malformedMessage(messageOf(error)));
      return;
    }
    if (server && messages.length > 0) server.send(messages);
    if (rest && !isEnding) {
      unread.push(rest);
      if (server) return;
      endUse = options.beginUse();
      leaveQueue = pool.acquire({ take, refuse: end });
      if (server) leaveQueue = undefined;
    }
    settle();
    updateFlow();
  }

  function take(taken: ServerConnection): void {
    leaveQueue = undefined;
    server = taken;
    taken.setUser(user);
    if (client.writableNeedDrain) taken.pause(true);
    const sql = planParameters(parameters, taken.parameters);
    if (sql === undefined) return void queueMicrotask(readUnread);
    isRestoring = true;
    void taken.run(sql).then((error) => {
      isRestoring = false;
      if (server !== taken) return;
      if (error) return end(error);
      // Postgres may spell a value differently.
      for (const [name, value] of parameters) parameters.set(name, taken.parameters.get(name) ?? value);
      readUnread();
    });
  }

  function readUnread(): void {
    const chunks = unread;
    unread = [];
    if (chunks.length > 0) readChunk(Buffer.concat(chunks));
  }

  const user: ServerUser = {
    receive(messages) {
      writeAll(client, messages);
      if (client.writableNeedDrain) server?.pause(true);
    },
    parameterChanged: (name, value) => void parameters.set(name, value),
    statementsForgotten: statements.clear,
    progressed: settle,
    drained: updateFlow,
    closed(isExplained) {
      server = undefined;
      end(isExplained || isEnding ? undefined : encodeRefusal(SERVER_CLOSED));
    },
  };

  /** Gives the server connection back after a transaction, and ends the session if the client wants that. */
  function settle(): void {
    if (server?.isFree && !isRestoring && unread.length === 0 && reader.isBetweenMessages) {
      const free = server;
      unlink();
      pool.release(free);
    }
    if (isEnding) leave();
  }

  function unlink(): void {
    server?.setUser(undefined);
    server = undefined;
    endUse();
    endUse = () => {};
    // It may have waited for the server to take more.
    client.resume();
  }

  /** Ends the session once the server has answered; a closing server connection ends what it cannot answer. */
  function leave(): void {
    isEnding = true;
    if (server && !server.isFree) server.close();
    else end();
  }

  /** Leaves the server connection or the queue. An open transaction ends with its connection. */
  function abandon(): void {
    isEnding = true;
    unread = [];
    leaveQueue?.();
    leaveQueue = undefined;
    const taken = server;
    unlink();
    if (taken?.isFree) pool.release(taken);
    else taken?.close();
  }

  function end(lastMessage?: Buffer): void {
    abandon();
    endClient(client, lastMessage);
  }

  function updateFlow(): void {
    const unreadBytes = unread.reduce((sum, { length }) => sum + length, 0);
    if (unreadBytes > MOST_UNREAD_BYTES || server?.needsDrain) client.pause();
    else client.resume();
  }

  client.on('data', readChunk);
  client.on('drain', () => server?.pause(false));
  client.on('end', leave);
  client.once('close', () => {
    abandon();
    options.onClosed();
  });
  client.resume();

  return {
    cancelTarget: () => server?.target(settle),
    stop: () => end(COMPUTE_STOPPED),
  };
}
