import { SERVER } from './message-types.ts';

export type RequestKind = 'parse' | 'bind' | 'describe' | 'execute' | 'close' | 'sync' | 'query' | 'call';

/** A message to the server that has not been answered. */
export interface Request {
  readonly kind: RequestKind;
  /** True for the pooler's own messages, whose answers the client does not see. */
  readonly isHidden?: boolean;
  /** The answer to a message that was not sent, because the pooler knows it. */
  readonly reply?: Buffer;
  /** Called if the message fails, or the server skips it after an error; later messages come first. */
  readonly onSkipped?: () => void;
}

export interface Conversation {
  /** True if everything was answered, and no message waits for its Sync. */
  readonly isComplete: boolean;
  /** True after an error in an extended query until the client's next Sync: the server ignores what comes before it. */
  readonly isSkipping: boolean;
  /**
   * True if a message that may be skipped (`onSkipped`) is not answered, but its Sync was sent: what comes next may
   * depend on the answer.
   */
  readonly isUncertain: boolean;
  /** True if a ReadyForQuery is due, so that the state of the transaction is unknown. */
  readonly isWorking: boolean;
  /** True if the server works on a message of the pooler. */
  readonly isHidden: boolean;
  /** Notes a sent message. Returns the reply of one that was not sent, if it is due now. */
  ask(request: Request): Buffer | undefined;
  /** Notes a message from the server. Returns the replies that follow it. */
  hear(type: number): Buffer | undefined;
}

/** These end with ReadyForQuery. */
const ENDS: readonly RequestKind[] = ['sync', 'query', 'call'];

const ANSWERS: ReadonlyMap<number, RequestKind> = new Map([
  [SERVER.parseComplete, 'parse'],
  [SERVER.bindComplete, 'bind'],
  [SERVER.closeComplete, 'close'],
  [SERVER.noData, 'describe'],
  [SERVER.rowDescription, 'describe'],
  [SERVER.commandComplete, 'execute'],
  [SERVER.emptyQueryResponse, 'execute'],
  [SERVER.portalSuspended, 'execute'],
]);

/**
 * Follows the messages to one server and its answers, which come in the same order.
 * https://www.postgresql.org/docs/17/protocol-flow.html
 */
export function createConversation(): Conversation {
  const open: Request[] = [];
  let isSynced = true;
  let isSkipping = false;

  /** Removes the replies at the front that wait for nothing. */
  function takeReplies(): Buffer | undefined {
    if (open[0]?.reply === undefined) return undefined;
    const replies: Buffer[] = [];
    for (let reply = open[0]?.reply; reply !== undefined; reply = open[0]?.reply) {
      replies.push(reply);
      open.shift();
    }
    return Buffer.concat(replies);
  }

  /** After an error the server skips everything up to the next Sync, even simple queries. */
  function skipToSync(): void {
    const sync = open.findIndex(({ kind }) => kind === 'sync');
    isSkipping = sync < 0;
    // The last one first, as each undoes what its message changed.
    for (const { onSkipped } of open.splice(0, isSkipping ? open.length : sync).reverse()) onSkipped?.();
  }

  function endTurn(): void {
    const end = open.findIndex(({ kind }) => ENDS.includes(kind));
    open.splice(0, end < 0 ? open.length : end + 1);
    isSkipping = false;
    if (open.length === 0) isSynced = true;
  }

  return {
    get isComplete() {
      return open.length === 0 && isSynced && !isSkipping;
    },
    get isSkipping() {
      return isSkipping;
    },
    get isUncertain() {
      const first = open.findIndex(({ onSkipped }) => onSkipped !== undefined);
      return first >= 0 && open.some(({ kind }, index) => index > first && kind === 'sync');
    },
    get isWorking() {
      return open.some(({ kind }) => ENDS.includes(kind));
    },
    get isHidden() {
      return open[0]?.isHidden === true;
    },
    ask(request) {
      if (request.kind === 'sync') isSynced = true;
      else if (!ENDS.includes(request.kind)) isSynced = false;
      open.push(request);
      return takeReplies();
    },
    hear(type) {
      const kind = open[0]?.kind;
      if (type === SERVER.readyForQuery) endTurn();
      else if (type === SERVER.error) {
        if (kind !== undefined && !ENDS.includes(kind)) skipToSync();
      } else if (type === SERVER.copyInResponse) {
        // During COPY the server ignores each Sync that was sent before the data.
        if (kind === 'execute') while (open[1]?.kind === 'sync') open.splice(1, 1);
      } else if (kind !== undefined && ANSWERS.get(type) === kind) open.shift();
      return takeReplies();
    },
  };
}
