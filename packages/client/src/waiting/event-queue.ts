/** Collects events from several sources for one reader. */
export interface EventQueue<Event> {
  readonly push: (event: Event) => void;
  /** Returns all events since the last call; waits if there are none. */
  readonly takeAll: () => Promise<Event[]>;
}

export function createEventQueue<Event>(): EventQueue<Event> {
  let waiting: Event[] = [];
  let wake: (() => void) | undefined;
  return {
    push(event) {
      waiting.push(event);
      wake?.();
    },
    async takeAll() {
      if (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}
