import type { Clock } from '../../support/index.ts';
import type { Loss } from './branch-gate.ts';
import type { ConnectionLimits } from './connection-limits.ts';

/** A connection that has not said yet which branch it wants. */
export interface Newcomer {
  /** Aborted with a `Loss` as its reason when the connection has to go. */
  readonly lost: AbortSignal;
  /** It has said what it wants, or is closed. */
  leave(): void;
}

type Limits = Pick<ConnectionLimits, 'mostNewcomers' | 'patienceMs'>;

export interface Newcomers {
  enter(): Newcomer;
}

/** Limits the connections that say nothing: when one too many comes, the oldest goes, so that a client always gets in. */
export function createNewcomers({ mostNewcomers, patienceMs }: Limits, clock: Clock): Newcomers {
  const present = new Set<AbortController>();
  return {
    enter() {
      const [oldest] = present;
      if (present.size >= mostNewcomers) oldest?.abort('crowded' satisfies Loss);
      const lost = new AbortController();
      const left = new AbortController();
      const leave = (): void => {
        present.delete(lost);
        left.abort();
      };
      present.add(lost);
      lost.signal.addEventListener('abort', leave);
      clock.sleep(patienceMs, left.signal).then(
        () => lost.abort('timeout' satisfies Loss),
        () => {},
      );
      return { lost: lost.signal, leave };
    },
  };
}
