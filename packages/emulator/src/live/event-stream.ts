import { sleep } from '../support/index.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { LiveChangeFinder } from './change-finder.ts';

export interface EventStreamOptions {
  readonly feed: ChangeFeed;
  readonly finder: LiveChangeFinder;
  /** Ends the stream when it is aborted. */
  readonly stopping: AbortSignal;
  /** Time without a change after which a comment is sent, in ms; default 15,000. */
  readonly heartbeatMs?: number;
}

/** HTML, 9.2.7: a comment every 15 seconds keeps proxies from dropping the connection. */
const HEARTBEAT_MS = 15_000;
/** Changes within this time share one event. */
const GATHER_MS = 10;

/**
 * Streams changes as server-sent events: first `snapshot` with everything, then `changes`, each a JSON list of
 * `LiveChange`. The next event is made only when the client has read the last one, from the state of that moment, so a
 * slow client misses intermediate states but makes nothing grow.
 */
export function streamEvents(options: EventStreamOptions): ReadableStream<Uint8Array> {
  const { feed, finder, stopping, heartbeatMs = HEARTBEAT_MS } = options;
  const follower = feed.follow();
  if (stopping.aborted) follower.close();
  stopping.addEventListener('abort', follower.close, { once: true });
  const bytes = new TextEncoder();
  let event = 'snapshot';

  /** Resolves to whether something has changed before the heartbeat is due. */
  async function waitForChange(): Promise<boolean> {
    const change = new AbortController();
    const silence = sleep(heartbeatMs, change.signal, true).then(
      () => false,
      () => true,
    );
    const hasChanged = await Promise.race([follower.wait().then(() => true), silence]);
    change.abort();
    if (hasChanged) await sleep(GATHER_MS);
    return hasChanged;
  }

  async function nextMessage(): Promise<string | undefined> {
    while (!follower.isClosed()) {
      const changes = finder.find(follower.take());
      if (changes.length > 0 || event === 'snapshot') {
        const message = `event: ${event}\ndata: ${JSON.stringify(changes)}\n\n`;
        event = 'changes';
        return message;
      }
      if (!(await waitForChange())) return ': heartbeat\n\n';
    }
    return undefined;
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const message = await nextMessage();
        if (message !== undefined) return controller.enqueue(bytes.encode(message));
        if (stopping.aborted) controller.close();
      },
      cancel() {
        stopping.removeEventListener('abort', follower.close);
        follower.close();
      },
    },
    { highWaterMark: 0 },
  );
}
