export interface Queue {
  /** Runs `work` after everything queued before it, even if some of that failed. */
  run<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** Creates a queue that runs one task at a time. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const result = last.then(work);
      last = result.catch(() => {});
      return result;
    },
  };
}
