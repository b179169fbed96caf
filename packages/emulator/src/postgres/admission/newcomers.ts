import type { Loss } from './branch-gate.ts';
import type { Deadlines } from './deadlines.ts';

/** A connection that has not said yet which branch it wants. */
export interface Newcomer {
  /** Aborted with a `Loss` as its reason when the connection has to go. */
  readonly lost: AbortSignal;
  /** It has said what it wants, or is closed. */
  leave(): void;
}

export interface Newcomers {
  enter(): Newcomer;
}

/** Limits the connections that say nothing: when one too many comes, the oldest goes, so that a client always gets in. */
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
