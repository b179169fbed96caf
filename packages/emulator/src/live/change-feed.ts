/** What has changed since a follower last asked. Its size is bounded, however slowly the follower reads. */
export interface Changed {
  readonly projects: 'all' | ReadonlySet<string>;
  /** Numbers of requests in the log, oldest first. */
  readonly requests: ReadonlySet<number>;
  /** Whether the request log was cleared. */
  readonly isLogCleared: boolean;
}

export interface Follower {
  /** Returns what has changed since the last call, and forgets it. */
  take(): Changed;
  /** Resolves when something has changed: at once if that has already happened. */
  wait(): Promise<void>;
  /** Ends the waiting. */
  close(): void;
  isClosed(): boolean;
}

/** Passes the news that something has changed to its followers, who read the present state themselves. */
export interface ChangeFeed {
  /** `undefined`: any project may have changed. */
  projectChanged(projectId?: string): void;
  requestChanged(number: number): void;
  logCleared(): void;
  /** Faults, limits or the clock may have changed. */
  controlsChanged(): void;
  follow(): Follower;
}

/** As many requests as the log keeps. */
const MOST_REQUESTS = 1000;

interface Pending {
  projects: 'all' | Set<string>;
  requests: Set<number>;
  isLogCleared: boolean;
}

export function createChangeFeed(): ChangeFeed {
  const notes = new Set<(note: (pending: Pending) => void) => void>();
  const tell = (note: (pending: Pending) => void): void => {
    for (const take of notes) take(note);
  };
  return {
    projectChanged(projectId) {
      tell((pending) => {
        if (projectId === undefined) pending.projects = 'all';
        else if (pending.projects !== 'all') pending.projects.add(projectId);
      });
    },
    requestChanged(number) {
      tell(({ requests }) => {
        requests.add(number);
        const [oldest] = requests;
        if (requests.size > MOST_REQUESTS && oldest !== undefined) requests.delete(oldest);
      });
    },
    logCleared() {
      tell((pending) => {
        pending.requests.clear();
        pending.isLogCleared = true;
      });
    },
    controlsChanged: () => tell(() => {}),
    follow() {
      let pending = nothing();
      let isWoken = false;
      let wake = (): void => {};
      const receive = (note: (pending: Pending) => void): void => {
        note(pending);
        isWoken = true;
        wake();
      };
      notes.add(receive);
      return {
        take() {
          const taken = pending;
          pending = nothing();
          isWoken = false;
          return taken;
        },
        wait: () =>
          isWoken
            ? Promise.resolve()
            : new Promise((resolve) => {
                wake = resolve;
              }),
        close() {
          notes.delete(receive);
          isWoken = true;
          wake();
        },
        isClosed: () => !notes.has(receive),
      };
    },
  };
}

function nothing(): Pending {
  return { projects: new Set(), requests: new Set(), isLogCleared: false };
}
