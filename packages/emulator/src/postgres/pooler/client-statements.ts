import { CLIENT } from './message-types.ts';
import type { ServerConnection } from './server-connection.ts';
import {
  CLOSE_COMPLETE,
  encodeCloseStatement,
  encodeParse,
  findInBind,
  findInTarget,
  PARSE_COMPLETE,
  readParse,
  renameStatement,
  type Statement,
  type StatementName,
} from './statement-messages.ts';

/** What a message of a client becomes. */
export interface Rewritten {
  /** For the server. */
  readonly message: Buffer | undefined;
  /** For the client: the answer to a message that the server does not need. */
  readonly reply: Buffer | undefined;
}

/** The named prepared statements of one client, which stay when the server connection changes. */
export interface ClientStatements {
  /** Rewrites a Parse, Bind, Describe or Close message for a server connection, which may lack the statement. */
  rewrite(type: number, message: Buffer, server: ServerConnection): Rewritten;
  clear(): void;
}

/**
 * Maps a client's statement names to those on each server connection, like PgBouncer since 1.21. Equal statements of
 * different clients share one name. https://www.pgbouncer.org/config.html#max_prepared_statements
 */
export function createClientStatements(): ClientStatements {
  const known = new Map<string, Statement>();

  function rewriteParse(message: Buffer, server: ServerConnection): Rewritten {
    const { conversation, statements } = server;
    const parse = readParse(message);
    if (!parse || parse.name === '') return send(message, conversation.ask({ kind: 'parse' }));
    const { name, statement } = parse;
    const first = known.get(name);
    if (first) {
      // Postgres refuses the second Parse of a name.
      const { ahead, serverName } = prepare(first, server);
      return send(Buffer.concat([...ahead, encodeParse(serverName, statement)]), conversation.ask({ kind: 'parse' }));
    }
    known.set(name, statement);
    const forget = (): void => {
      if (known.get(name) === statement) known.delete(name);
    };
    const existing = statements.find(statement.key);
    if (existing !== undefined && !server.mayRefuse) {
      const reply = conversation.ask({ kind: 'parse', reply: PARSE_COMPLETE, onSkipped: forget });
      return { message: undefined, reply };
    }
    const { ahead, serverName } = existing === undefined ? addTo(server, statement) : replaceOn(server, existing);
    const onSkipped = (): void => {
      forget();
      statements.remove(statement.key);
    };
    return send(
      Buffer.concat([...ahead, encodeParse(serverName, statement)]),
      conversation.ask({ kind: 'parse', onSkipped }),
    );
  }

  function rewriteClose(message: Buffer, { conversation }: ServerConnection): Rewritten {
    const named = findInTarget(message);
    const statement = named && known.get(named.name);
    if (!named || !statement) return send(message, conversation.ask({ kind: 'close' }));
    known.delete(named.name);
    const onSkipped = (): void => void known.set(named.name, statement);
    // Only for this client: others may use the statement on the server.
    return { message: undefined, reply: conversation.ask({ kind: 'close', reply: CLOSE_COMPLETE, onSkipped }) };
  }

  function rewriteUse(
    kind: 'bind' | 'describe',
    message: Buffer,
    named: StatementName | undefined,
    server: ServerConnection,
  ): Rewritten {
    const statement = named && known.get(named.name);
    if (!named || !statement) return send(message, server.conversation.ask({ kind }));
    const { ahead, serverName } = prepare(statement, server);
    const renamed = renameStatement(message, named, serverName);
    return send(ahead.length > 0 ? Buffer.concat([...ahead, renamed]) : renamed, server.conversation.ask({ kind }));
  }

  return {
    rewrite(type, message, server) {
      switch (type) {
        case CLIENT.parse:
          return rewriteParse(message, server);
        case CLIENT.close:
          return rewriteClose(message, server);
        case CLIENT.bind:
          return rewriteUse('bind', message, findInBind(message), server);
        default:
          return rewriteUse('describe', message, findInTarget(message), server);
      }
    },
    clear: () => known.clear(),
  };
}

interface Prepared {
  /** Messages that must precede the one that uses the statement. */
  readonly ahead: readonly Buffer[];
  readonly serverName: string;
}

/** Makes sure that the server has the statement. */
function prepare(statement: Statement, server: ServerConnection): Prepared {
  const serverName = server.statements.find(statement.key);
  if (serverName !== undefined) return { ahead: [], serverName };
  const added = addTo(server, statement);
  const onSkipped = (): void => server.statements.remove(statement.key);
  server.conversation.ask({ kind: 'parse', isHidden: true, onSkipped });
  return { ...added, ahead: [...added.ahead, encodeParse(added.serverName, statement)] };
}

/** Registers the statement, and closes the least recently used one if there are too many. */
function addTo(server: ServerConnection, statement: Statement): Prepared {
  const { name, displaced } = server.statements.add(statement.key);
  return { ahead: displaced === undefined ? [] : replaceOn(server, displaced).ahead, serverName: name };
}

/** Closes a statement of the server that is about to be prepared again. */
function replaceOn({ conversation }: ServerConnection, serverName: string): Prepared {
  conversation.ask({ kind: 'close', isHidden: true });
  return { ahead: [encodeCloseStatement(serverName)], serverName };
}

function send(message: Buffer, reply: Buffer | undefined): Rewritten {
  return { message, reply };
}
