export interface Queue {
  /** Runs `work` when all that was queued before is done, also when some of it failed. */
  run<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** One thing after another. */
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
