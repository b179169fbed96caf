/** Gives the turn to the next. */
export type Leave = () => void;

/** A queue for each name; each holder of a turn must leave it. */
export interface Turns {
  /** `ready` resolves when it is one's turn. */
  take(name: string): { readonly ready: Promise<unknown>; readonly leave: Leave };
}

export function createTurns(): Turns {
  const tails = new Map<string, Promise<unknown>>();
  return {
    take(name) {
      const ready = tails.get(name) ?? Promise.resolve();
      let leave: Leave = () => undefined;
      const left = new Promise<void>((resolve) => {
        leave = resolve;
      });
      const tail = Promise.all([ready, left]).then(() => {
        if (tails.get(name) === tail) tails.delete(name);
      });
      tails.set(name, tail);
      return { ready, leave };
    },
  };
}
