import type { Loss } from './branch-gate.ts';
import type { Deadlines } from './deadlines.ts';

/** A connection that has not named a branch yet. */
export interface Newcomer {
  /** Aborted with a `Loss` as the reason when the connection must be closed. */
  readonly lost: AbortSignal;
  /** Call it when the connection has named a branch, or is closed. */
  leave(): void;
}

export interface Newcomers {
  enter(): Newcomer;
}

/** Limits silent connections. At the limit, a new one replaces the oldest, so a client always gets in. */
export function createNewcomers(mostNewcomers: number, deadlines: Deadlines): Newcomers {
  const present = new Set<AbortController>();
  return {
    enter() {
      const [oldest] = present;
      if (present.size >= mostNewcomers) oldest?.abort('crowded' satisfies Loss);
      const lost = new AbortController();
      const keepDeadline = deadlines.add(() => lost.abort('timeout' satisfies Loss));
      const leave = (): void => {
        present.delete(lost);
        keepDeadline();
      };
      present.add(lost);
      lost.signal.addEventListener('abort', leave);
      return { lost: lost.signal, leave };
    },
  };
}
