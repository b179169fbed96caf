import type { ClientStatements } from './client-statements.ts';
import type { RequestKind } from './conversation.ts';
import { createFrameReader, type FrameReader, type Treatment } from './frame-reader.ts';
import { CLIENT } from './message-types.ts';
import type { ServerConnection } from './server-connection.ts';

export interface ClientMessages {
  /** The server connection of the client's transaction; undefined between transactions. */
  readonly server: () => ServerConnection | undefined;
  readonly statements: ClientStatements;
  /** Answers the client directly. */
  readonly reply: (message: Buffer) => void;
  readonly onTerminate: () => void;
}

/** These pass unread. */
const REQUESTS: ReadonlyMap<number, RequestKind> = new Map([
  [CLIENT.query, 'query'],
  [CLIENT.sync, 'sync'],
  [CLIENT.execute, 'execute'],
  [CLIENT.call, 'call'],
]);
/** These may name a prepared statement. */
const REWRITTEN: readonly number[] = [CLIENT.parse, CLIENT.bind, CLIENT.describe, CLIENT.close];
/** These need no server between transactions. Postgres ignores them too: they are the rest of a COPY that has failed. */
const LEFTOVERS: readonly number[] = [CLIENT.copyData, CLIENT.copyDone, CLIENT.copyFail, CLIENT.flush];

/**
 * Reads a client's messages for its server. Stops at the first that needs a server if there is none, at one that may
 * name a statement while it is uncertain which ones there are, and at the end.
 */
export function createClientReader({ server, statements, reply, onTerminate }: ClientMessages): FrameReader {
  function treat(type: number): Treatment {
    const conversation = server()?.conversation;
    if (type === CLIENT.terminate) {
      onTerminate();
      return 'stop';
    }
    if (!conversation) return LEFTOVERS.includes(type) ? 'drop' : 'stop';
    if (conversation.isSkipping && type !== CLIENT.sync) return 'drop';
    if (REWRITTEN.includes(type)) return conversation.isUncertain ? 'stop' : 'whole';
    const kind = REQUESTS.get(type);
    if (kind !== undefined) conversation.ask({ kind });
    return 'pass';
  }

  return createFrameReader({
    treat,
    replace(type, message) {
      const target = server();
      if (!target) return undefined;
      const rewritten = statements.rewrite(type, message, target);
      if (rewritten.reply) reply(rewritten.reply);
      return rewritten.message;
    },
  });
}
