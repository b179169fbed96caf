/** A place where several sources leave news for one reader. */
export interface EventQueue<Event> {
  readonly push: (event: Event) => void;
  /** All that has come since the last time; waits for the first. */
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
